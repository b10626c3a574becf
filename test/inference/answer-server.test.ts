import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientHttp2Session, connect } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { type ExtProcServer, followCertificate, nameModels, sendAnywhere, serveExtProc } from '@outrigger/inference';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runMain } from '../command/run-main.ts';
import { type Answer, connectProxy, headers, setHeader } from './proxy.ts';

const DESTINATION = 'x-gateway-destination-endpoint';
const PROCESS = '/envoy.service.ext_proc.v3.ExternalProcessor/Process';

const serve = (options: Partial<Parameters<typeof serveExtProc>[0]> = {}): Promise<ExtProcServer> =>
  serveExtProc({
    host: '127.0.0.1',
    port: 0,
    pick: () => ({ to: ['10.0.0.1:8000'] }),
    isReady: () => true,
    mostBodyBytes: 1 << 20,
    ...options,
  });

describe('a client that breaks the rules of gRPC', () => {
  let server: ExtProcServer;
  let session: ClientHttp2Session;
  beforeAll(async () => {
    server = await serve();
    session = connect(`http://127.0.0.1:${server.port}`);
  });
  afterAll(async () => {
    session.close();
    await server.close(0);
  });

  test.each([
    ['a compressed message', PROCESS, Buffer.from([1, 0, 0, 0, 1, 0]), '3'],
    ['a message of 4 GB', PROCESS, Buffer.from([0, 255, 255, 255, 255, 0]), '3'],
    ['bytes that are no protobuf', PROCESS, Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]), '3'],
    ['a method that is not there', '/envoy.service.ext_proc.v3.ExternalProcessor/Other', Buffer.alloc(5), '12'],
    ['a health check that is none', '/grpc.health.v1.Health/Check', Buffer.from([0, 0, 0, 0, 1, 0xff]), '3'],
    ['nothing', PROCESS, Buffer.alloc(0), '0'],
  ])('%s gets its status', async (_, path, bytes, status) => {
    expect(await call(session, path, bytes)).toBe(status);
    expect(await call(session, '/grpc.health.v1.Health/Check', Buffer.alloc(5))).toBe('0');
  });

  test('five hundred streams that are reset at once leave the server as it was', async () => {
    const own = connect(`http://127.0.0.1:${server.port}`);
    own.on('error', () => {});
    for (let i = 0; i < 500; i++) {
      const stream = own.request({ ':method': 'POST', ':path': PROCESS });
      stream.on('error', () => {});
      stream.write(Buffer.alloc(20));
      stream.close(8);
    }
    own.destroy();
    expect(await call(session, '/grpc.health.v1.Health/Check', Buffer.alloc(5))).toBe('0');
  });
});

test('a server that ends lets requests under way end, and takes no others', async () => {
  const server = await serve();
  const proxy = connectProxy(`127.0.0.1:${server.port}`);
  const conversation = proxy.open();
  conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
  conversation.say({ request_body: { body: Buffer.from('{"model":"m"}') } });
  // An answer to another shows that the first is under way.
  const other = proxy.open();
  other.say({ request_headers: headers({ ':method': 'GET', ':path': '/' }, true) });
  await other.hear((answers) => answers.length > 0);
  other.end();
  const closed = server.close(10_000);
  conversation.say({ request_body: { body: Buffer.alloc(0), end_of_stream: true } });
  const answers = await conversation.hear((all) => all.some((each) => each.request_body));
  expect(setHeader(answers[0]?.request_headers?.response.header_mutation, DESTINATION)).toBe('10.0.0.1:8000');
  conversation.end();
  await closed;
  proxy.close();
  const refused = connectTcp(server.port, '127.0.0.1');
  expect(await once(refused, 'connect').catch(({ code }) => code)).toBe('ECONNREFUSED');
});

test('a connection on which nobody speaks does not hold the end up', async () => {
  const server = await serve();
  const idle = connectTcp(server.port, '127.0.0.1');
  await once(idle, 'connect');
  await server.close(10);
  idle.destroy();
});

test('a reader that is slow is waited for: what is not read is not held in memory', async () => {
  const server = await serve();
  const session = connect(`http://127.0.0.1:${server.port}`);
  const stream = session.request({ ':method': 'POST', ':path': PROCESS });
  // Each is echoed, and none of the echoes is read.
  const chunk = frame(
    Buffer.concat([Buffer.from([0x2a, 0xd4, 0xd8, 0x03, 0x0a, 0xd0, 0xd8, 0x03]), Buffer.alloc(60_496)]),
  );
  let held = true;
  let written = 0;
  while (held && written < 64 << 20) {
    written += chunk.length;
    if (!stream.write(chunk)) held = await Promise.race([once(stream, 'drain').then(() => true), nothingMoves(stream)]);
  }
  expect(written).toBeLessThan(32 << 20);
  stream.on('error', () => {});
  session.destroy();
  await server.close(0);
});

describe('TLS', () => {
  test('a certificate is renewed while the server runs; files that do not belong together change nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
    makeCertificate(files, 'first');
    let look = () => {};
    const followed = followCertificate(files, (_, what) => {
      look = what;
      return () => {};
    });
    if (!followed.ok) throw new Error(followed.message);
    const server = await serve({ certificate: followed.certificate });
    const target = ['--target', `127.0.0.1:${server.port}`];
    const checked = ['inference', 'conformance', ...target, '--only', 'health,endpoint'];
    expect(await runMain([...checked, '--tls'])).toMatchObject({ exitCode: 0 });
    expect(await nameAt(server.port)).toBe('first');
    makeCertificate({ ...files, certFile: join(folder, 'other.crt') }, 'other');
    look();
    expect(await nameAt(server.port)).toBe('first');
    makeCertificate(files, 'second');
    look();
    expect(await nameAt(server.port)).toBe('second');
    await server.close(0);
  });

  test('files that are no certificate are said to be none', () => {
    const followed = followCertificate({ certFile: '/nowhere/tls.crt', keyFile: '/nowhere/tls.key' }, () => () => {});
    expect(followed).toMatchObject({ ok: false, message: expect.stringContaining('/nowhere/tls.crt') });
  });
});

describe('body-based routing', () => {
  const pick = nameModels(sendAnywhere, (model) => (model === 'adapter' ? 'base' : undefined));
  test.each([
    ['{"model":"adapter"}', 'adapter', 'base'],
    ['{"model":"other"}', 'other', undefined],
    ['{"model":"a\\nb"}', undefined, undefined],
    ['{"prompt":"x"}', undefined, undefined],
    ['{"prompt":"x"}', '', '', { 'x-gateway-model-name': 'adapter', 'x-gateway-base-model-name': 'base' }],
    ['{"model":"other"}', 'other', '', { 'x-gateway-base-model-name': 'base' }],
  ])(
    '%s: %j, %j; what a client says itself does not count: %o',
    async (body, model, base, own?: Readonly<Record<string, string>>) => {
      const server = await serve({ pick });
      const proxy = connectProxy(`127.0.0.1:${server.port}`);
      const conversation = proxy.open();
      conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions', ...own }) });
      conversation.say({ request_body: { body: Buffer.from(body), end_of_stream: true } });
      const [head] = await conversation.hear((answers: readonly Answer[]) => answers.length > 0);
      conversation.end();
      proxy.close();
      await server.close(1000);
      const mutation = head?.request_headers?.response.header_mutation;
      const said = (name: string) =>
        mutation?.set_headers?.some(({ header }) => header.key === name)
          ? (setHeader(mutation, name) ?? '')
          : undefined;
      expect(said('x-gateway-model-name')).toBe(model);
      expect(said('x-gateway-base-model-name')).toBe(base);
      expect(setHeader(mutation, DESTINATION)).toBeUndefined();
      expect(head?.dynamic_metadata ?? undefined).toBeUndefined();
      expect(head?.request_headers?.response.clear_route_cache).toBe(true);
    },
  );
});

/** A unary call by hand; its status. */
async function call(session: ClientHttp2Session, path: string, bytes: Buffer): Promise<string> {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  let status = '';
  stream.on('response', (received) => {
    status = String(received['grpc-status'] ?? '');
  });
  stream.on('trailers', (received) => {
    status = String(received['grpc-status']);
  });
  stream.resume();
  stream.end(bytes);
  await once(stream, 'close');
  return status;
}

function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Resolves when the other side has not taken anything for a while: its window is full. */
async function nothingMoves(stream: { readonly writableLength: number }): Promise<false> {
  for (let before = -1, still = 0; still < 20; before = stream.writableLength) {
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 10)));
    still = stream.writableLength === before ? still + 1 : 0;
  }
  return false;
}

function makeCertificate(
  { certFile, keyFile }: { readonly certFile: string; readonly keyFile: string },
  name: string,
): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', certFile, '-subj', `/CN=${name}`, '-days', '2'], {
    stdio: 'pipe',
  });
}

/** The name in the certificate that a server shows. */
async function nameAt(port: number): Promise<string> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}
