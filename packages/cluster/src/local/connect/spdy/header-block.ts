import { createInflate } from 'node:zlib';

/** Headers of a SPDY stream; names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Reads the header blocks of one side of a connection: all of them are one zlib stream, begun with a dictionary (SPDY/3.1 §2.6.10). */
export function createHeaderReader(): (block: Uint8Array) => Promise<Headers> {
  const inflate = createInflate({ dictionary });
  let text: Buffer[] = [];
  inflate.on('data', (chunk: Buffer) => text.push(chunk));
  return (block) =>
    new Promise((read, failed) => {
      inflate.once('error', failed);
      // Every block ends with a flush, so that what was written is there when it has been taken in.
      inflate.write(block, () => {
        inflate.off('error', failed);
        const whole = Buffer.concat(text);
        text = [];
        read(parse(whole));
      });
    });
}

/** Writes header blocks without compression, which zlib allows: they are few and short. */
export function createHeaderWriter(): (headers: Headers) => Uint8Array {
  let isFirst = true;
  return (headers) => {
    const entries = Object.entries(headers);
    const text = Buffer.concat([uint32(entries.length), ...entries.flat().flatMap((word) => sized(Buffer.from(word)))]);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(text.length, 1);
    stored.writeUInt16LE(~text.length & 0xffff, 3);
    const begin = isFirst ? Buffer.of(0x78, 0x01) : Buffer.alloc(0);
    isFirst = false;
    return Buffer.concat([begin, stored, text, FLUSH]);
  };
}

/** An empty block: Go's reader gives away what it has only when it sees one. */
const FLUSH = Buffer.of(0, 0, 0, 0xff, 0xff);

function parse(text: Buffer): Headers {
  let at = 0;
  const number = (): number => {
    at += 4;
    return text.readUInt32BE(at - 4);
  };
  const word = (): string => {
    const length = number();
    at += length;
    return text.toString('utf8', at - length, at);
  };
  return Object.fromEntries(Array.from({ length: number() }, () => [word().toLowerCase(), word()]));
}

function sized(bytes: Buffer): readonly Buffer[] {
  return [uint32(bytes.length), bytes];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** SPDY/3 §2.6.10.1: words with their lengths, and some text. */
const words =
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get status|200 OK|version HTTP/1.1 url public set-cookie keep-alive origin';

const tail =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.';

const dictionary = Buffer.concat([
  ...words
    .split('|')
    .flatMap((part, at) => (at === 1 ? [part] : part.split(' ')))
    .flatMap((word) => sized(Buffer.from(word))),
  Buffer.from(tail),
]);
