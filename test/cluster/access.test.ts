import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessOptions, ConnectionError, createClient, loadAccess, networkTransport } from '@outrigger/cluster';
import { afterEach, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'outrigger-access-'));
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EMPTY = JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] });
const PODS = { group: '', version: 'v1', plural: 'pods' };

interface Spec {
  readonly server?: string;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly user?: Readonly<Record<string, unknown>>;
}

/** A kubeconfig with one context, cluster and user, all of one name. */
function kubeconfig(name: string, { server = 'http://127.0.0.1:1', cluster = {}, user = {} }: Spec): string {
  return file(
    `${name}.json`,
    JSON.stringify({
      clusters: [{ name, cluster: { server, ...cluster } }],
      users: [{ name, user }],
      contexts: [{ name, context: { cluster: name, user: name, namespace: `of-${name}` } }],
      'current-context': name,
    }),
  );
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** An API server that says who has asked, or refuses. */
async function serve(answer: RequestListener, tls?: { readonly key: string; readonly cert: string }): Promise<string> {
  const server = tls ? (createTlsServer(tls, answer) as unknown as Server) : createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers with 200 to these tokens, with 401 to all others; keeps what it was shown. */
function accepting(isGood: (authorization: string | undefined) => boolean, shown: IncomingMessage['headers'][] = []) {
  return ((request, response) => {
    shown.push(request.headers);
    response.statusCode = isGood(request.headers.authorization) ? 200 : 401;
    response.end(EMPTY);
  }) satisfies RequestListener;
}

async function listPods(options: Partial<AccessOptions>) {
  const access = await loadAccess({ env: {}, ...options });
  return await createClient({ transport: networkTransport(access), retries: 0 }).list(PODS);
}

describe('access by kubeconfig', () => {
  test('several files count together; of what has the same name the first counts, and one that is missing is passed over', async () => {
    const one = kubeconfig('one', { server: 'http://one.test' });
    const again = join(folder, 'again.json');
    writeFileSync(again, readFileSync(one, 'utf8').replace('http://one.test', 'http://other.test'));
    const two = kubeconfig('two', { server: 'http://two.test' });
    const env = { KUBECONFIG: [join(folder, 'none'), one, again, two].join(':') };
    expect(await loadAccess({ env })).toMatchObject({ server: 'http://one.test', namespace: 'of-one' });
    expect(await loadAccess({ env, context: 'two' })).toMatchObject({ server: 'http://two.test', namespace: 'of-two' });
  });

  test('a token, a password and whom to act as become headers', async () => {
    const shown: IncomingMessage['headers'][] = [];
    const server = await serve(accepting(() => true, shown));
    await listPods({ kubeconfig: kubeconfig('token', { server, user: { token: 't', as: 'jane' } }) });
    await listPods({ kubeconfig: kubeconfig('basic', { server, user: { username: 'u', password: 'p' } }) });
    expect(shown[0]).toMatchObject({ authorization: 'Bearer t', 'impersonate-user': 'jane' });
    expect(shown[1]).toMatchObject({ authorization: `Basic ${Buffer.from('u:p').toString('base64')}` });
  });

  test('a plug-in gives a token, and is asked again when that is refused', async () => {
    const script = file(
      'plug-in',
      `#!/bin/sh\ncd ${folder}; n=$(cat n 2>/dev/null || echo 0); n=$((n+1)); echo $n > n\necho "$KUBERNETES_EXEC_INFO" > info\necho "{\\"status\\":{\\"token\\":\\"token-$n\\"}}"\n`,
    );
    chmodSync(script, 0o755);
    const server = await serve(accepting((authorization) => authorization === 'Bearer token-2'));
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: script };
    const access = await loadAccess({ env: {}, kubeconfig: kubeconfig('exec', { server, user: { exec } }) });
    const client = createClient({ transport: networkTransport(access) });
    expect(await client.list(PODS)).toMatchObject({ resourceVersion: '1' });
    await client.list(PODS);
    expect(readFileSync(join(folder, 'n'), 'utf8').trim()).toBe('2');
    expect(JSON.parse(readFileSync(join(folder, 'info'), 'utf8'))).toMatchObject({ kind: 'ExecCredential' });
  });

  test("a pod's service account is used where there is no kubeconfig, and its token read anew", async () => {
    const server = new URL(await serve(accepting((authorization) => authorization === 'Bearer second')));
    const account = 'pod/var/run/secrets/kubernetes.io/serviceaccount';
    const token = file(`${account}/token`, 'first');
    file(`${account}/namespace`, 'shop');
    file(`${account}/ca.crt`, '');
    // A port that the official client takes for plain http is not free: the scheme is what the test changes.
    const access = await loadAccess({
      env: { KUBERNETES_SERVICE_HOST: server.hostname, KUBERNETES_SERVICE_PORT: '8001' },
      root: join(folder, 'pod'),
    });
    expect(access).toMatchObject({ server: 'http://127.0.0.1:8001', namespace: 'shop' });
    const client = createClient({ transport: networkTransport({ ...access, server: server.origin }) });
    writeFileSync(token, 'second');
    await client.list(PODS);
  });

  test("a cluster's own proxy is gone through, and one of the environment", async () => {
    const server = await serve(accepting(() => true));
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(EMPTY);
    });
    proxy.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      const { hostname, port } = new URL(`http://${request.url}`);
      const through = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      through.pipe(socket).pipe(through);
    });
    servers.push(proxy);
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const uri = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await listPods({ kubeconfig: kubeconfig('proxied', { server, cluster: { 'proxy-url': uri } }) });
    expect(asked.splice(0)).toHaveLength(1);
    await listPods({ kubeconfig: kubeconfig('direct', { server }), env: { HTTP_PROXY: uri } });
    expect(asked.splice(0)).toHaveLength(1);
    await listPods({ kubeconfig: kubeconfig('not', { server }), env: { HTTP_PROXY: uri, NO_PROXY: '127.0.0.1' } });
    expect(asked).toEqual([]);
  });
});

describe('what is wrong with access is one error with a hint', () => {
  test.each<[string, () => Partial<AccessOptions> | Promise<Partial<AccessOptions>>, RegExp, string]>([
    ['no kubeconfig at all', () => ({ env: { HOME: folder } }), /no kubeconfig/, 'NO_KUBECONFIG'],
    ['a named one that is missing', () => ({ kubeconfig: join(folder, 'none') }), /none/, 'NO_KUBECONFIG'],
    ['one that is no kubeconfig', () => ({ kubeconfig: file('bad', 'a: [') }), /bad cannot be read/, 'BAD_KUBECONFIG'],
    [
      'a context that is not there',
      () => ({ kubeconfig: kubeconfig('a', {}), context: 'b' }),
      /no context "b".*choose one with --context: a/s,
      'UNKNOWN_CONTEXT',
    ],
    ['a server that is not there', () => ({ kubeconfig: kubeconfig('a', {}) }), /nothing listens/, 'REFUSED'],
    [
      'a host without an address',
      () => ({ kubeconfig: kubeconfig('a', { server: 'https://nowhere.invalid' }) }),
      /has no address/,
      'UNKNOWN_HOST',
    ],
    [
      'a plug-in that is missing',
      () => ({
        kubeconfig: kubeconfig('a', { user: { exec: { command: 'no-such-plug-in', installHint: 'get it' } } }),
      }),
      /no-such-plug-in cannot be run.*get it/s,
      'PLUGIN_MISSING',
    ],
    [
      'a plug-in that fails',
      () => ({
        kubeconfig: kubeconfig('a', { user: { exec: { command: 'sh', args: ['-c', 'echo why >&2; exit 1'] } } }),
      }),
      /sh has failed: why/,
      'PLUGIN_FAILED',
    ],
    [
      'a token that is refused',
      async () => ({
        kubeconfig: kubeconfig('a', { server: await serve(accepting(() => false)), user: { token: 'x' } }),
      }),
      /does not accept the credentials.*context "a"/s,
      'UNAUTHORIZED',
    ],
  ])('%s', async (_what, options, message, code) => {
    const error = await listPods(await options()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionError);
    const { code: found, message: text, hint } = error as ConnectionError;
    expect(found).toBe(code);
    expect(`${text}\n${hint}`).toMatch(message);
  });
});

describe('access by TLS', () => {
  test('is good with the authority that the kubeconfig names, and says what is wrong otherwise', async () => {
    const good = certificate('good', 1);
    const old = certificate('old', -1);
    const server = await serve(
      accepting(() => true),
      good,
    );
    const dated = await serve(
      accepting(() => true),
      old,
    );
    const ca = (from: { readonly cert: string }) => ({
      'certificate-authority-data': Buffer.from(from.cert).toString('base64'),
    });
    const codeOf = async (spec: Spec) =>
      await listPods({ kubeconfig: kubeconfig('tls', spec) }).then(
        () => 'fine',
        (error: unknown) => `${(error as ConnectionError).code}: ${(error as ConnectionError).message}`,
      );
    expect(await codeOf({ server, cluster: ca(good) })).toBe('fine');
    expect(await codeOf({ server, cluster: { 'insecure-skip-tls-verify': true } })).toBe('fine');
    expect(await codeOf({ server })).toMatch(/^CERTIFICATE: .*not signed by an authority/);
    expect(await codeOf({ server, cluster: { ...ca(good), 'tls-server-name': 'other' } })).toMatch(/another name/);
    expect(await codeOf({ server: dated, cluster: ca(old) })).toMatch(/^CERTIFICATE: .*out of date/);
  });
});

/** Made by OpenSSL, for 127.0.0.1, good for so many days from now; self-signed. */
function certificate(name: string, days: number): { readonly key: string; readonly cert: string } {
  mkdirSync(folder, { recursive: true });
  const [key, request, cert] = ['key', 'csr', 'crt'].map((end) => join(folder, `${name}.${end}`)) as [
    string,
    string,
    string,
  ];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=api'];
  openssl('req', '-new', ...curve, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', request);
  const sign = ['-signkey', key, '-copy_extensions', 'copy', '-days', String(days)];
  openssl('x509', '-req', ...sign, '-in', request, '-out', cert);
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function openssl(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
}
