import { constants, type ServerHttp2Stream } from 'node:http2';
import { promisify } from 'node:util';
import { Server, ServerCredentials, type sendUnaryData, status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { probeOnce } from '../testing/probe-once.ts';
import { freePort, serveHttp, serveHttp2, serveTcp } from '../testing/servers.ts';

const GRPC = { ':status': 200, 'content-type': 'application/grpc' };

describe('a grpc probe', () => {
  test.each([
    [1, 'success', 'service healthy'],
    [0, 'failure', 'service unhealthy (responded with "UNKNOWN")'],
    [2, 'failure', 'service unhealthy (responded with "NOT_SERVING")'],
    [3, 'failure', 'service unhealthy (responded with "SERVICE_UNKNOWN")'],
    [300, 'failure', 'service unhealthy (responded with "300")'],
  ] as const)('takes status %d for a %s', async (status, outcome, output) => {
    await using server = await serveHttp2((stream) => answer(stream, status));
    expect(await probeOnce({ grpc: { port: server.port } })).toEqual({ outcome, output });
  });

  test('asks the health service, by its own name, about all or about one service', async () => {
    const asked: unknown[] = [];
    await using server = await serveHttp2((stream, path) => {
      stream.once('data', (data: Buffer) => {
        asked.push([path, data.toString('latin1')]);
        answer(stream, 1);
      });
    });
    await probeOnce({ grpc: { port: server.port } });
    const long = 'x'.repeat(200);
    await probeOnce({ grpc: { port: server.port, service: 'shop' } });
    await probeOnce({ grpc: { port: server.port, service: long } });
    const path = '/grpc.health.v1.Health/Check';
    expect(asked).toEqual([
      [path, '\0\0\0\0\0'],
      [path, '\0\0\0\0\u0006\n\u0004shop'],
      [path, `\0\0\0\0\u00cb\n\u00c8\u0001${long}`],
    ]);
  });

  test('steps over fields that it does not know', async () => {
    const message = Buffer.from([0x12, 2, 8, 2, 0x08, 1, 0x1d, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8]);
    await using server = await serveHttp2((stream) => answerWith(stream, message));
    expect(await probeOnce({ grpc: { port: server.port } })).toMatchObject({ outcome: 'success' });
  });

  test('does not take an answer that it cannot read', async () => {
    await using server = await serveHttp2((stream) => answerWith(stream, Buffer.from([0x0b, 0x88])));
    expect(await probeOnce({ grpc: { port: server.port } })).toEqual({
      outcome: 'failure',
      output:
        'error: health rpc probe failed: rpc error: code = Internal desc = failed to unmarshal the received message',
    });
  });
});

test('a grpc probe understands a server of the usual library', async () => {
  const service = {
    Check: {
      path: '/grpc.health.v1.Health/Check',
      requestStream: false,
      responseStream: false,
      requestSerialize: (bytes: Buffer) => bytes,
      requestDeserialize: (bytes: Buffer) => bytes,
      responseSerialize: (bytes: Buffer) => bytes,
      responseDeserialize: (bytes: Buffer) => bytes,
    },
  };
  const server = new Server();
  server.addService(service, {
    Check: ({ request }: { request: Buffer }, callback: sendUnaryData<Buffer>) => {
      if (request.toString().endsWith('shop')) callback(null, Buffer.from([0x08, 1]));
      else callback({ code: status.NOT_FOUND, details: 'unknown service: "x y"' });
    },
  });
  const bind = promisify(server.bindAsync.bind(server)) as (at: string, how: ServerCredentials) => Promise<number>;
  const port = await bind('127.0.0.1:0', ServerCredentials.createInsecure());
  expect(await probeOnce({ grpc: { port, service: 'shop' } })).toEqual({
    outcome: 'success',
    output: 'service healthy',
  });
  expect(await probeOnce({ grpc: { port } })).toEqual({
    outcome: 'failure',
    output: 'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service: "x y"',
  });
  server.forceShutdown();
});

describe('a grpc probe that gets no status', () => {
  test.each([
    [
      '12',
      'unknown service grpc.health.v1.Health',
      'error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health',
    ],
    ['5', 'unknown%20service', 'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service'],
    ['14', '100%', 'error: health rpc probe failed: rpc error: code = Unavailable desc = 100%'],
    ['99', '', 'error: health rpc probe failed: rpc error: code = Code(99) desc = '],
  ])('tells the code %s with its words', async (code, message, output) => {
    await using server = await serveHttp2((stream) => {
      stream.respond({ ...GRPC, 'grpc-status': code, 'grpc-message': message }, { endStream: true });
    });
    expect(await probeOnce({ grpc: { port: server.port } })).toEqual({ outcome: 'failure', output });
  });

  // The words are those that google.golang.org/grpc v1.81.1 had for the same servers.
  test.each<readonly [string, (stream: ServerHttp2Stream) => void, string]>([
    [
      'a page that is not there',
      (stream) => {
        stream.respond({ ':status': 404, 'content-type': 'text/html' });
        stream.end('<h1>');
      },
      'error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected content-type "text/html"\ndata: "<h1>"',
    ],
    [
      'an answer of no kind',
      (stream) => stream.respond({ ':status': 503 }, { endStream: true }),
      'error: health rpc probe failed: rpc error: code = Unavailable desc = unexpected HTTP status code received from server: 503 (Service Unavailable); malformed header: missing HTTP content-type\ndata: ""',
    ],
    [
      'an answer that breaks off',
      (stream) => {
        stream.respond(GRPC);
        stream.end(Buffer.from([0, 0, 0, 0, 2, 8, 1]));
      },
      'error: health rpc probe failed: rpc error: code = Internal desc = server closed the stream without sending trailers',
    ],
    [
      'a call that was cut',
      (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
      'error: health rpc probe failed: rpc error: code = Internal desc = stream terminated by RST_STREAM with error code: INTERNAL_ERROR',
    ],
    [
      'a call that was refused',
      (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM),
      'error: health rpc probe failed: rpc error: code = Unavailable desc = stream terminated by RST_STREAM with error code: REFUSED_STREAM',
    ],
    [
      'a connection that was cut',
      (stream) => stream.session?.destroy(),
      'error: health rpc probe failed: rpc error: code = Unavailable desc = error reading from server: EOF',
    ],
  ])('tells of %s', async (_, listener, output) => {
    await using server = await serveHttp2((stream) => {
      stream.on('error', () => {});
      listener(stream);
    });
    expect(await probeOnce({ grpc: { port: server.port } })).toEqual({ outcome: 'failure', output });
  });

  test('says that its time is over', async () => {
    await using server = await serveHttp2(() => {});
    expect(await probeOnce({ grpc: { port: server.port } }, { timeoutSeconds: 0.25 })).toEqual({
      outcome: 'failure',
      output: 'timeout: health rpc did not complete within 250ms',
    });
  });
});

describe('a grpc probe that finds no gRPC goes on trying until its time is over', () => {
  const seconds = 0.1;
  const words = (port: number) => ({
    outcome: 'failure',
    output: `timeout: failed to connect service "127.0.0.1:${port}" within 100ms: context deadline exceeded`,
  });

  test('when nobody listens', async () => {
    const port = await freePort();
    expect(await probeOnce({ grpc: { port } }, { timeoutSeconds: seconds })).toEqual(words(port));
  });

  test('when somebody listens and says nothing', async () => {
    await using server = await serveTcp(() => {});
    expect(await probeOnce({ grpc: { port: server.port } }, { timeoutSeconds: seconds })).toEqual(words(server.port));
  });

  test('when it is plain HTTP', async () => {
    await using server = await serveHttp((_, response) => response.end());
    expect(await probeOnce({ grpc: { port: server.port } }, { timeoutSeconds: seconds })).toEqual(words(server.port));
  });
});

function answer(stream: ServerHttp2Stream, status: number): void {
  const number = status < 0x80 ? [status] : [(status & 0x7f) | 0x80, status >> 7];
  answerWith(stream, Buffer.from(status === 0 ? [] : [0x08, ...number]));
}

function answerWith(stream: ServerHttp2Stream, message: Buffer): void {
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.respond(GRPC, { waitForTrailers: true });
  stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
}
