import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocal } from '../create-local.ts';
import type { LocalServer } from '../server.ts';
import { type Listening, serveHttp } from './serve-http.ts';

const collection = '/api/v1/namespaces/default/configmaps';
let server: LocalServer;
let listening: Listening;
let faults: unknown[];
beforeEach(async () => {
  server = createLocal({ token: 'T' });
  faults = [];
  listening = await serveHttp(server, 0, { onFault: (error) => faults.push(error) });
});
afterEach(async () => {
  server.close();
  await listening.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const own = { authorization: 'Bearer T', 'content-type': 'application/json', ...headers };
  return new Promise((done, failed) => {
    const asked = request(`${listening.url}${path}`, { method, headers: own }, (answer) => {
      const { statusCode: status = 0, headers: given } = answer;
      answer.toArray().then((chunks) => done({ status, headers: given, bytes: Buffer.concat(chunks) }), failed);
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

function configMap(name: string, size: number): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { x: 'x'.repeat(size) } });
}

test('answers are kept by nobody and have an id, the client’s own where he gives one', async () => {
  const { headers } = await ask(collection);
  expect(headers).toMatchObject({ 'cache-control': 'no-cache, private', 'content-type': 'application/json' });
  expect(headers['audit-id']).toMatch(/^[0-9a-f-]{36}$/);
  const own = await ask(collection, { headers: { 'Audit-ID': 'mine' } });
  expect(own.headers['audit-id']).toBe('mine');
});

test('a body of more than 3 MiB is refused, one below is read', async () => {
  const { status, bytes } = await ask(collection, { method: 'POST', body: Buffer.alloc(3 * 1024 * 1024 + 1, 'x') });
  expect(status).toBe(413);
  expect(JSON.parse(bytes.toString())).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'Request entity too large: limit is 3145728',
    reason: 'RequestEntityTooLarge',
    code: 413,
  });
  expect((await ask(collection, { method: 'POST', body: configMap('a', 1_000_000) })).status).toBe(201);
});

test('answers from 128 KiB on are compressed for who can read that', async () => {
  const gzip = { 'accept-encoding': 'deflate, gzip' };
  await ask(collection, { method: 'POST', body: configMap('small', 10) });
  expect((await ask(`${collection}/small`, { headers: gzip })).headers['content-encoding']).toBeUndefined();
  await ask(collection, { method: 'POST', body: configMap('large', 200_000) });
  const { headers, bytes } = await ask(`${collection}/large`, { headers: gzip });
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(JSON.parse(gunzipSync(bytes).toString()).metadata.name).toBe('large');
  // The real server reads no qualities.
  const quality = await ask(`${collection}/large`, { headers: { 'accept-encoding': 'gzip;q=0.5' } });
  expect(quality.headers['content-encoding']).toBeUndefined();
});

test('a list of thousands comes in pieces and as a whole, compressed or not', async () => {
  for (let n = 0; n < 3000; n++) {
    server.store.put('configmaps', `default/c-${n}`, { metadata: { name: `c-${n}`, namespace: 'default' } });
  }
  const plain = JSON.parse((await ask(collection)).bytes.toString());
  expect(plain.items).toHaveLength(3000);
  expect(plain).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
  const { headers, bytes } = await ask(collection, { headers: { 'accept-encoding': 'gzip' } });
  expect(headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(plain);
});

test.each([
  ['HEAD of an object', 'HEAD', `${collection}/a`, 405],
  ['OPTIONS', 'OPTIONS', collection, 405],
  ['a path that cannot be decoded', 'GET', '/%zz', 400],
  ['a path that leads nowhere', 'GET', '/nothing/here', 404],
])('%s is answered as upstream does', async (_name, method, path, status) => {
  expect((await ask(path, { method })).status).toBe(status);
});

test('who asks for another protocol where there is none gets an ordinary answer', async () => {
  const { status, bytes } = await ask(`${collection}?limit=1`, {
    headers: { connection: 'Upgrade', upgrade: 'websocket' },
  });
  expect(status).toBe(200);
  expect(JSON.parse(bytes.toString()).kind).toBe('ConfigMapList');
});

test('who would also speak HTTP/2 is answered with what he has sent', async () => {
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' };
  expect((await ask(collection, { method: 'POST', body: configMap('h2c', 10), headers })).status).toBe(201);
});

test('a request that dies is no fault, and the next ones are answered', async () => {
  const { port } = new URL(listening.url);
  await new Promise<void>((dead) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST ${collection} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer T\r\nContent-Length: 100\r\n\r\n{`,
        () => {
          socket.destroy();
        },
      );
    });
    socket.once('close', () => dead());
  });
  expect((await ask(collection)).status).toBe(200);
  expect(faults).toEqual([]);
});

test('a fault of the server is told to who hears of faults, and to the client only that there was one', async () => {
  const boom = new Error('boom');
  const faulty = { ...server, answer: () => Promise.reject(boom) };
  const other = await serveHttp(faulty, 0, { onFault: (error) => faults.push(error) });
  const answer = await fetch(other.url);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('This request caused apiserver to panic. Look in the logs for details.\n');
  expect(faults).toEqual([boom]);
  await other.close();
});

test('closing ends watches at once', async () => {
  const watching = ask(`${collection}?watch=1`).then(
    () => 'ended',
    () => 'broken',
  );
  await ask(collection);
  await listening.close();
  expect(await watching).toMatch(/ended|broken/);
  listening = await serveHttp(server, 0);
});
