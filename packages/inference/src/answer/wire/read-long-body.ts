import { readFields } from './read-fields.ts';

/** A message with a body that came in several pieces. */
export interface LongBody {
  readonly is: 'requestBody' | 'responseBody';
  readonly pieces: readonly Uint8Array[];
  readonly endOfStream: boolean;
}

/**
 * Finds the body in a message that lies in pieces, without putting them together: the lengths stand before it, and a few bytes
 * after it. Undefined for messages that are built in another way than Envoy builds them; they are read when they are put together.
 */
export function readLongBody(pieces: readonly Uint8Array[]): LongBody | undefined {
  const [first] = pieces;
  if (!first || (first[0] !== REQUEST_BODY && first[0] !== RESPONSE_BODY)) return undefined;
  const message = lengthAt(first, 1);
  if (!message || first[message.end] !== BODY) return undefined;
  const body = lengthAt(first, message.end + 1);
  if (!body) return undefined;
  const found: Uint8Array[] = [];
  const after: Uint8Array[] = [];
  const bodyEnd = body.end + body.value;
  const messageEnd = message.end + message.value;
  let base = 0;
  for (const piece of pieces) {
    const from = Math.max(0, body.end - base);
    const to = Math.min(piece.length, bodyEnd - base);
    if (to > from) found.push(from === 0 && to === piece.length ? piece : piece.subarray(from, to));
    if (base + piece.length > bodyEnd) after.push(piece.subarray(Math.max(0, bodyEnd - base)));
    base += piece.length;
  }
  // Metadata and the like may follow the body; another body would take its place.
  if (base !== messageEnd || bodyEnd > messageEnd) return undefined;
  let endOfStream = false;
  let isPlain = true;
  if (after.length > 0)
    readFields(after.length === 1 ? (after[0] as Uint8Array) : Buffer.concat(after), (number, value) => {
      if (number === 1) isPlain = false;
      else if (number === 2) endOfStream = value !== 0;
    });
  if (!isPlain) return undefined;
  return { is: first[0] === REQUEST_BODY ? 'requestBody' : 'responseBody', pieces: found, endOfStream };
}

/** The tags of `ProcessingRequest.request_body` and `response_body`, and of `HttpBody.body`. */
const REQUEST_BODY = 0x22;
const RESPONSE_BODY = 0x2a;
const BODY = 0x0a;

/** A varint of a length of at most 2^28, and where it ends. */
function lengthAt(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value, end: from + i + 1 };
  }
  return undefined;
}
