import { createServer, type ServerHttp2Stream } from 'node:http2';

// `serve-echo.ts PORT` answers ext_proc over plain HTTP/2, by Node's own module, with one endpoint for all, and with the bytes that came;
// reads no more of a message than where it ends and which part of a request it is.
const server = createServer({ settings: { initialWindowSize: 4 << 20, maxFrameSize: 1 << 20 } });
server.on('session', (session) => session.setLocalWindowSize(64 << 20));
server.on('stream', (stream: ServerHttp2Stream) => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.on('error', () => {});
  let rest: Buffer = Buffer.alloc(0);
  let replies: Buffer[] = [];
  stream.on('data', (bytes: Buffer) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const end = 5 + rest.readUInt32BE(1);
      if (rest.length < end) return;
      const message = rest.subarray(5, end);
      rest = rest.subarray(end);
      const isEnd = message.at(-2) === 0x10 && message.at(-1) === 1;
      if (message[0] === REQUEST_BODY || message[0] === RESPONSE_BODY) {
        replies.push(...echoed(message, isEnd));
        if (!isEnd && message[0] === REQUEST_BODY) continue;
        stream.write(Buffer.concat(message[0] === REQUEST_BODY ? [HEAD, ...replies] : replies));
        replies = [];
      } else if (message[0] === RESPONSE_HEADERS) stream.write(PASS);
    }
  });
  stream.on('end', () => stream.end());
});
server.listen(Number(process.argv[2]), '127.0.0.1');

/** The tags of the parts of a ProcessingRequest. */
const RESPONSE_HEADERS = 0x1a;
const REQUEST_BODY = 0x22;
const RESPONSE_BODY = 0x2a;

/** Envoy takes no more in one message. */
const MOST_CHUNK = 62_000;

function* echoed(message: Buffer, isEnd: boolean): Generator<Buffer> {
  const part = lengthEnd(message, 1);
  const body = message[part] === 0x0a ? message.subarray(lengthEnd(message, part + 1), isEnd ? -2 : undefined) : EMPTY;
  for (let from = 0; from === 0 || from < body.length; from += MOST_CHUNK) {
    const piece = field(1, body.subarray(from, from + MOST_CHUNK));
    const isLast = isEnd && from + MOST_CHUNK >= body.length;
    const streamed = field(3, field(3, isLast ? Buffer.concat([piece, END]) : piece));
    yield frame(field(message[0] === REQUEST_BODY ? 3 : 4, field(1, streamed)));
  }
}

/** Where the varint of a length ends. */
function lengthEnd(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes[at] as number) > 127) at++;
  return at + 1;
}

function field(number: number, value: Uint8Array): Buffer {
  const head = [number * 8 + 2];
  let { length } = value;
  for (; length > 127; length >>>= 7) head.push((length & 127) | 128);
  return Buffer.concat([Buffer.from([...head, length]), value]);
}

function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

const EMPTY = Buffer.alloc(0);
const END = Buffer.from([0x10, 1]);
const PASS = frame(field(2, field(1, EMPTY)));
const HEADER = Buffer.concat([
  field(1, Buffer.from('x-gateway-destination-endpoint')),
  field(3, Buffer.from('127.0.1.1:8000')),
]);
const HEAD = frame(field(1, field(1, field(2, field(1, field(1, HEADER))))));
