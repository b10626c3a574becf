import { serveExtProc } from '@outrigger/inference';
import { expect, onTestFinished, test } from 'vitest';
import {
  block,
  connectRaw,
  DATA,
  frame,
  HEADERS,
  PREFACE,
  SETTINGS,
  setting,
  uint32,
  WINDOW_UPDATE,
} from './raw-client.ts';

const END_HEADERS = 4;
const INITIAL_WINDOW = 4;
/** What a connection takes until it says more (RFC 9113, 6.9.2). */
const WINDOW = 65_535;
const LONG = 300_000;

test('a choice waits for no body of another request on its connection, but for room in the window', async () => {
  const client = await connected();
  client.send(asked(1, LONG));
  await client.hear((each) => each.kind === DATA && each.stream === 1);
  await client.hear(() => sentBytes(client.heard()) === WINDOW);
  client.send(asked(3, LONG));
  client.send(asked(5, 10));
  const before = client.heard().length;
  // Its settings have been heard, and so has what came before: nothing more may go.
  client.send(frame(SETTINGS, 0, 0));
  await client.hear((each) => each.kind === SETTINGS && client.heard().indexOf(each) >= before);
  const held = client.heard().length;
  client.send(frame(WINDOW_UPDATE, 0, 0, uint32(WINDOW)));
  await client.hear(() => sentBytes(client.heard()) === 2 * WINDOW);
  const data = client
    .heard()
    .slice(held)
    .filter(({ kind }) => kind === DATA);
  expect(new Set(data.slice(0, 2).map(({ stream }) => stream))).toEqual(new Set([3, 5]));
  expect(new Set(data.slice(2).map(({ stream }) => stream))).toEqual(new Set([1]));
});

async function connected() {
  const pick = () => ({ to: ['10.0.0.1:8000'] });
  const server = await serveExtProc({ host: '127.0.0.1', port: 0, pick, isReady: () => true, mostBodyBytes: 1 << 20 });
  onTestFinished(() => server.close(0));
  const client = await connectRaw(server.port);
  onTestFinished(client.close);
  // Streams may have as much as they like: it is the connection that is narrow.
  client.send(PREFACE, frame(SETTINGS, 0, 0, setting(INITIAL_WINDOW, 1 << 20)));
  return client;
}

function sentBytes(frames: readonly { readonly kind: number; readonly payload: Buffer }[]): number {
  return frames.reduce((sum, { kind, payload }) => (kind === DATA ? sum + payload.length : sum), 0);
}

/** A request whose body comes whole: `request_headers`, and `request_body` with its end, of envoy.service.ext_proc.v3. */
function asked(stream: number, bytes: number): Buffer {
  const body = Buffer.from(JSON.stringify({ model: 'm', prompt: 'x'.repeat(bytes) }));
  const messages = [field(2, Buffer.alloc(0)), field(4, Buffer.concat([field(1, body), Buffer.from([0x10, 1])]))];
  const data = Buffer.concat(messages.flatMap((message) => [Buffer.from([0]), uint32(message.length), message]));
  const head = {
    ':path': '/envoy.service.ext_proc.v3.ExternalProcessor/Process',
    ...{ ':method': 'POST', ':scheme': 'http', te: 'trailers', 'content-type': 'application/grpc' },
  };
  const pieces = [frame(HEADERS, END_HEADERS, stream, block(head))];
  for (let at = 0; at < data.length; at += 16_384) pieces.push(frame(DATA, 0, stream, data.subarray(at, at + 16_384)));
  return Buffer.concat(pieces);
}

function field(number: number, value: Buffer): Buffer {
  const head = [number * 8 + 2];
  let { length } = value;
  for (; length > 127; length >>>= 7) head.push((length & 127) | 128);
  return Buffer.concat([Buffer.from([...head, length]), value]);
}
