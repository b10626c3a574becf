import { type ClientHttp2Session, connect } from 'node:http2';
import { type ExtProcServer, serveExtProc } from '@outrigger/inference';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  block,
  CONTINUATION,
  connectRaw,
  DATA,
  frame,
  GOAWAY,
  HEADERS,
  PING,
  PREFACE,
  PRIORITY,
  PUSH_PROMISE,
  type RawClient,
  type RawFrame,
  RST_STREAM,
  SETTINGS,
  setting,
  uint32,
  WINDOW_UPDATE,
} from './raw-client.ts';

const CHECK = {
  ':method': 'POST',
  ':scheme': 'http',
  ':path': '/grpc.health.v1.Health/Check',
  te: 'trailers',
  'content-type': 'application/grpc',
};
const [END_STREAM, ACK, END_HEADERS, PADDED, WITH_PRIORITY] = [1, 1, 4, 8, 32] as const;
/** An empty message of gRPC asks for the health of the server, and SERVING is said in seven bytes. */
const QUESTION = Buffer.alloc(5);
const SERVING = Buffer.from([0, 0, 0, 0, 2, 8, 1]);

let server: ExtProcServer;
beforeAll(async () => {
  const pick = () => ({ to: ['10.0.0.1:8000'] });
  server = await serveExtProc({ host: '127.0.0.1', port: 0, pick, isReady: () => true, mostBodyBytes: 1 << 20 });
});
afterAll(() => server.close(0));

const greeted = async (settings: Uint8Array = Buffer.alloc(0)): Promise<RawClient> => {
  const client = await connectRaw(server.port);
  onTestFinished(client.close);
  client.send(PREFACE, frame(SETTINGS, 0, 0, settings));
  return client;
};
const asked = (stream: number): Buffer =>
  Buffer.concat([frame(HEADERS, END_HEADERS, stream, block(CHECK)), frame(DATA, END_STREAM, stream, QUESTION)]);
const begun = (more: Readonly<Record<string, string>> = {}, flags = 0): Buffer =>
  frame(HEADERS, END_HEADERS | flags, 1, block({ ...CHECK, ...more }));

describe('a connection ends, and is told why, by', () => {
  // Codes of RFC 9113, 7.
  test.each<[what: string, bytes: Buffer, code: number]>([
    ['a frame longer than was agreed on', frame(DATA, 0, 1, Buffer.alloc(16_385)), 6],
    ['data of no stream', frame(DATA, 0, 0), 1],
    ['data of a stream that has not begun', frame(DATA, 0, 1), 1],
    ['a stream with a number of the server', frame(HEADERS, END_HEADERS, 2, block(CHECK)), 1],
    ['a stream whose number was passed over', Buffer.concat([asked(5), asked(3)]), 1],
    ['an index that no header has', frame(HEADERS, END_HEADERS, 1, Buffer.from([0xff, 0x10])), 9],
    ['index 0', frame(HEADERS, END_HEADERS, 1, Buffer.from([0x80])), 9],
    ['a header that is cut off', frame(HEADERS, END_HEADERS, 1, Buffer.from([0, 5, 0x61])), 9],
    ['a number without an end', frame(HEADERS, END_HEADERS, 1, Buffer.alloc(9, 0xff)), 9],
    ['a table larger than was agreed on', frame(HEADERS, END_HEADERS, 1, Buffer.from([0x3f, 0xe2, 0x1f])), 9],
    ['padding of a text that is none', frame(HEADERS, END_HEADERS, 1, Buffer.from([0, 0x81, 0, 0])), 9],
    ['headers that go on nowhere', frame(CONTINUATION, END_HEADERS, 1, block(CHECK)), 1],
    ['another frame within headers', Buffer.concat([frame(HEADERS, 0, 1, block(CHECK)), frame(PING, 0, 0)]), 1],
    ['headers without an end', Buffer.concat([frame(HEADERS, 0, 1), ...Array(70).fill(frame(CONTINUATION, 0, 1))]), 11],
    ['more padding than payload', Buffer.concat([begun(), frame(DATA, PADDED, 1, Buffer.from([9, 0]))]), 1],
    ['half a setting', frame(SETTINGS, 0, 0, Buffer.alloc(5)), 6],
    ['settings of a stream', frame(SETTINGS, 0, 1), 1],
    ['an answer to settings that says something', frame(SETTINGS, ACK, 0, setting(4, 1)), 6],
    ['a window that is too large', frame(SETTINGS, 0, 0, setting(4, 0x80000000)), 3],
    ['frames that are too short', frame(SETTINGS, 0, 0, setting(5, 100)), 1],
    ['a window that grows by nothing', frame(WINDOW_UPDATE, 0, 0, uint32(0)), 1],
    ['a window that grows too large', frame(WINDOW_UPDATE, 0, 0, uint32(0x7fffffff)), 3],
    ['a ping of seven bytes', frame(PING, 0, 0, Buffer.alloc(7)), 6],
    ['a promise', frame(PUSH_PROMISE, END_HEADERS, 1, uint32(2)), 1],
    ['resets that it provokes without an end', Buffer.concat(Array(30_000).fill(frame(PRIORITY, 0, 1, uint32(0)))), 11],
    ['resets without an end', Buffer.concat([begun(), ...Array(30_000).fill(frame(RST_STREAM, 0, 1, uint32(8)))]), 11],
  ])('%s', async (_, bytes, code) => {
    const client = await greeted();
    client.send(bytes);
    const goodbye = await client.hear(({ kind }) => kind === GOAWAY);
    expect(goodbye?.payload.readUInt32BE(4)).toBe(code);
    expect(await client.hear(() => false)).toBeUndefined();
  });

  test.each([
    ['HTTP/1.1', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a first frame that is not settings', Buffer.concat([PREFACE, frame(PING, 0, 0, Buffer.alloc(8))])],
  ])('%s', async (_, bytes) => {
    const client = await connectRaw(server.port);
    client.send(bytes);
    const goodbye = await client.hear(({ kind }) => kind === GOAWAY);
    expect(goodbye?.payload.readUInt32BE(4)).toBe(1);
  });
});

describe('a stream is reset, and others go on, after', () => {
  test.each<[what: string, bytes: Buffer, code: number]>([
    ['a header in upper case', begun({ Upper: 'x' }), 1],
    ['a header of connections', begun({ connection: 'close' }), 1],
    ['a pseudo-header after others', begun({ ':authority': 'late' }), 1],
    ['headers without a path', frame(HEADERS, END_HEADERS, 1, block({ ':method': 'GET', ':scheme': 'http' })), 1],
    [
      'less data than the headers promised',
      Buffer.concat([begun({ 'content-length': '9' }), frame(DATA, 1, 1, QUESTION)]),
      1,
    ],
    ['data after the end', Buffer.concat([begun({}, END_STREAM), frame(DATA, 0, 1, QUESTION)]), 5],
    ['headers after the end', Buffer.concat([asked(1), asked(1)]), 5],
    ['headers after the data that do not end it', Buffer.concat([begun(), begun()]), 1],
    ['a window that grows by nothing', Buffer.concat([begun(), frame(WINDOW_UPDATE, 0, 1, uint32(0))]), 1],
    ['a window that grows too large', Buffer.concat([begun(), frame(WINDOW_UPDATE, 0, 1, uint32(0x7fffffff))]), 3],
    [
      'a stream that depends on itself',
      Buffer.concat([begun(), frame(PRIORITY, 0, 1, Buffer.from([0, 0, 0, 1, 9]))]),
      1,
    ],
    ['more headers than are taken', frame(HEADERS, END_HEADERS, 1, manyHeaders()), 1],
  ])('%s', async (_, bytes, code) => {
    const client = await greeted();
    client.send(bytes);
    const reset = await client.hear(({ kind, stream }) => kind === RST_STREAM && stream === 1);
    expect(reset?.payload.readUInt32BE(0)).toBe(code);
    client.send(asked(3));
    expect((await client.hear(({ kind, stream }) => kind === DATA && stream === 3))?.payload).toEqual(SERVING);
  });
});

test('what is said right is understood, wherever it is cut', async () => {
  const headers = block(CHECK);
  const padded = Buffer.concat([
    Buffer.from([3]),
    uint32(0),
    Buffer.from([7]),
    headers.subarray(0, 30),
    Buffer.alloc(3),
  ]);
  const said = Buffer.concat([
    PREFACE,
    frame(SETTINGS, 0, 0, setting(4, 65_535)),
    frame(HEADERS, PADDED | WITH_PRIORITY, 1, padded),
    frame(CONTINUATION, 0, 1, headers.subarray(30, 50)),
    frame(CONTINUATION, END_HEADERS, 1, headers.subarray(50)),
    frame(99, 0, 1, Buffer.from('a kind that nobody knows')),
    frame(DATA, PADDED, 1, Buffer.from([2, 0, 0, 0, 0])),
    frame(DATA, 0, 1),
    frame(DATA, PADDED, 1, Buffer.from([0])),
    frame(DATA, END_STREAM | PADDED, 1, Buffer.from([4, 0, 0, 0, 0, 0, 0, 0])),
  ]);
  const cuts = fc.array(fc.integer({ min: 1, max: said.length - 1 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const client = await connectRaw(server.port);
      let from = 0;
      for (const to of [...places.toSorted((a, b) => a - b), said.length]) {
        client.send(said.subarray(from, to));
        from = to;
        await new Promise(setImmediate);
      }
      const answer = await client.hear(({ kind }) => kind === DATA);
      const last = await client.hear(({ kind, flags }) => kind === HEADERS && (flags & END_STREAM) !== 0);
      client.close();
      expect([answer?.payload, last?.payload.includes('grpc-status')]).toEqual([SERVING, true]);
    }),
    { numRuns: 25 },
  );
});

test('no more is sent than the windows of the other side allow, and the rest when they grow', async () => {
  const client = await greeted(setting(4, 3));
  client.send(asked(1));
  const sent = () => Buffer.concat(client.heard().flatMap(({ kind, payload }) => (kind === DATA ? payload : [])));
  await client.hear(({ kind }) => kind === DATA);
  client.send(frame(PING, 0, 0, Buffer.from('are you?')));
  expect((await client.hear(({ kind }) => kind === PING))?.payload.toString()).toBe('are you?');
  expect(sent()).toEqual(SERVING.subarray(0, 3));
  client.send(frame(SETTINGS, 0, 0, setting(4, 5)));
  await client.hear(({ kind, payload }) => kind === DATA && payload.length === 2);
  expect(sent()).toEqual(SERVING.subarray(0, 5));
  client.send(frame(WINDOW_UPDATE, 0, 1, uint32(100)));
  await client.hear(({ kind, flags }) => kind === HEADERS && (flags & END_STREAM) !== 0);
  expect(sent()).toEqual(SERVING);
});

test('headers that push each other out of the table stay what they are', async () => {
  const session: ClientHttp2Session = connect(`http://127.0.0.1:${server.port}`);
  onTestFinished(() => session.destroy());
  const names = fc.integer({ min: 0, max: 40 }).map((number) => `x-header-${number}`);
  const values = fc.oneof(
    fc.integer().map(String),
    fc.string({ maxLength: 10 }).map(encodeURIComponent),
    fc.integer({ min: 1, max: 900 }).map((length) => 'é~z!'.repeat(length).slice(0, length).replaceAll('é', 'e')),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, values, { maxKeys: 12 }), async (more) => {
      const stream = session.request({ ...CHECK, ':authority': 'x', ...more });
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      stream.on('trailers', (trailers) => resolve(String(trailers['grpc-status'])));
      stream.on('error', reject);
      stream.resume();
      stream.end(QUESTION);
      expect(await promise).toBe('0');
    }),
    { numRuns: 150 },
  );
});

test('what comes of a stream that was reset is not heard, and not answered', async () => {
  const client = await greeted();
  client.send(begun({ Upper: 'x' }), frame(DATA, 0, 1, QUESTION), frame(DATA, 0, 1, QUESTION));
  client.send(frame(DATA, END_STREAM, 1, QUESTION), frame(PING, 0, 0, Buffer.alloc(8)));
  await client.hear(({ kind }) => kind === PING);
  expect(client.heard().filter(({ kind }) => kind === RST_STREAM)).toHaveLength(1);
});

describe('a server that ends', () => {
  const LAST = 0x7fffffff;
  const begunBefore = async (): Promise<{ readonly client: RawClient; readonly closed: Promise<void> }> => {
    const pick = () => ({ to: ['10.0.0.1:8000'] });
    const ending = await serveExtProc({ host: '127.0.0.1', port: 0, pick, isReady: () => true, mostBodyBytes: 1 });
    const client = await connectRaw(ending.port);
    onTestFinished(client.close);
    client.send(PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, END_HEADERS, 1, block(CHECK)));
    await client.hear(({ kind, flags }) => kind === SETTINGS && flags === ACK);
    const closed = ending.close(10_000);
    const goodbye = await client.hear(({ kind }) => kind === GOAWAY);
    expect([goodbye?.payload.readUInt32BE(0), goodbye?.payload.readUInt32BE(4)]).toEqual([LAST, 0]);
    return { client, closed };
  };
  const isLastGoodbye = ({ kind, payload }: RawFrame) => kind === GOAWAY && payload.readUInt32BE(0) !== LAST;

  test('says so, serves what was on its way, and refuses what comes after', async () => {
    const { client, closed } = await begunBefore();
    client.send(asked(3));
    expect((await client.hear(({ kind, stream }) => kind === DATA && stream === 3))?.payload).toEqual(SERVING);
    const ping = await client.hear(({ kind }) => kind === PING);
    client.send(frame(PING, ACK, 0, ping?.payload));
    expect((await client.hear(isLastGoodbye))?.payload).toEqual(uint32(3, 0));
    client.send(frame(HEADERS, END_HEADERS, 5, block(CHECK)));
    expect((await client.hear(({ kind }) => kind === RST_STREAM))?.payload.readUInt32BE(0)).toBe(7);
    client.send(frame(DATA, END_STREAM, 1, QUESTION));
    expect((await client.hear(({ kind, stream }) => kind === DATA && stream === 1))?.payload).toEqual(SERVING);
    await closed;
  });

  test('does not wait long for one that does not answer', async () => {
    const { client, closed } = await begunBefore();
    expect((await client.hear(isLastGoodbye))?.payload).toEqual(uint32(1, 0));
    client.send(frame(DATA, END_STREAM, 1, QUESTION));
    await closed;
  });
});

/** A list that is longer than it looks: one long header is kept in the table, and named again and again. */
function manyHeaders(): Buffer {
  const long = Buffer.concat([
    Buffer.from([0x40, 1]),
    Buffer.from('x'),
    Buffer.from([0x7f, 0xe1, 0x0e]),
    Buffer.alloc(2000, 'y'),
  ]);
  return Buffer.concat([block(CHECK), long, Buffer.alloc(60, 0xbe)]);
}
