/** Bytes that are no block of headers: both sides' tables differ from here on, so the connection is over (RFC 7541, 3.2). */
export class HpackFault extends Error {
  override readonly name = 'HpackFault';
}
