import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocal, type LocalServer } from '@outrigger/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

// Webhooks over TLS, as a real server calls them. The words are those of kube-apiserver 1.36.2.
const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
const NAME = 'a.example.com';
let web: Server;
let port: number;
let certificate: Buffer;
let asked: string[] = [];
const server: LocalServer = createLocal({ token: 'T' });

const answers: Readonly<Record<string, object | string>> = {
  '/allow': { allowed: true, warnings: ['watch out'] },
  '/deny': { allowed: false },
  '/why': { allowed: false, status: { message: 'not today', code: 403, reason: 'Forbidden' } },
  '/label': { allowed: true, ...patch([{ op: 'add', path: '/metadata/labels', value: { by: 'webhook' } }]) },
  '/count': { allowed: true, ...patch([{ op: 'add', path: '/data/counted', value: 'yes' }]) },
  '/misfit': { allowed: true, ...patch([{ op: 'replace', path: '/nope/x', value: 1 }]) },
  '/nonsense': 'boom',
};

beforeAll(async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...request, ...name], { stdio: 'ignore' });
  certificate = readFileSync(cert);
  web = createServer({ key: readFileSync(key), cert: certificate }, (incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const path = incoming.url?.split('?')[0] ?? '';
      asked.push(path);
      const { uid } = (JSON.parse(Buffer.concat(parts).toString()) as { request: { uid: string } }).request;
      const answer = answers[path] ?? {};
      if (typeof answer === 'string') outgoing.writeHead(500).end(answer);
      else {
        const head = { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1' };
        outgoing.end(JSON.stringify({ ...head, response: { uid, ...answer } }));
      }
    });
  });
  await new Promise<void>((ready) => web.listen(0, 'localhost', ready));
  port = (web.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const kind of ['validating', 'mutating']) await ask('DELETE', `${GROUP}/${kind}webhookconfigurations`);
  asked = [];
});

afterAll(() => {
  server.close();
  web.close();
  rmSync(folder, { recursive: true });
});

const GROUP = '/apis/admissionregistration.k8s.io/v1';

describe('a validating webhook', () => {
  test('that allows lets the object through, with its warnings', async () => {
    await webhooks('validating', { path: '/allow' });
    expect(await create()).toMatchObject({ status: 201, warning: '299 - "watch out"' });
  });

  test.each([
    ['/deny', 400, `admission webhook "${NAME}" denied the request without explanation`],
    ['/why', 403, `admission webhook "${NAME}" denied the request: not today`],
    [
      '/nonsense',
      500,
      `Internal error occurred: failed calling webhook "${NAME}": failed to call webhook: an error on the server ("boom") has prevented the request from succeeding`,
    ],
    [
      '/label',
      500,
      `Internal error occurred: failed calling webhook "${NAME}": received invalid webhook response: validating webhook may not return response.patch`,
    ],
  ])('at %s refuses with %d: %s', async (path, status, message) => {
    await webhooks('validating', { path });
    expect(await create()).toMatchObject({ status, body: { message } });
  });

  test('that fails is passed over where its policy says so', async () => {
    await webhooks('validating', { path: '/nonsense', failurePolicy: 'Ignore' });
    expect((await create()).status).toBe(201);
  });

  test('is not asked about what its selectors, rules and conditions leave out', async () => {
    const others = { rules: [rule({ operations: ['DELETE'] })] };
    const elsewhere = { objectSelector: { matchLabels: { a: 'b' } } };
    const unmet = { matchConditions: [{ name: 'x', expression: 'object.metadata.name == "y"' }] };
    for (const more of [others, elsewhere, unmet]) await webhooks('validating', { path: '/deny', ...more });
    expect((await create()).status).toBe(201);
    expect(asked).toEqual([]);
  });
});

describe('mutating webhooks', () => {
  test('change the object one after the other; who wants to be asked again, is', async () => {
    await webhooks('mutating', { path: '/label', reinvocationPolicy: 'IfNeeded' }, { path: '/count' });
    const { body } = await create();
    expect(body).toMatchObject({ metadata: { labels: { by: 'webhook' } }, data: { counted: 'yes' } });
    expect(asked).toEqual(['/label', '/count', '/label']);
  });

  test('with a patch that does not fit refuse the object', async () => {
    await webhooks('mutating', { path: '/misfit' });
    const message =
      'Internal error occurred: replace operation does not apply: doc is missing path: /nope/x: missing value';
    expect(await create()).toMatchObject({ status: 500, body: { message } });
  });
});

interface Hook {
  readonly path: string;
  readonly [field: string]: unknown;
}

function rule(more: object = {}): object {
  return { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'], ...more };
}

let made = 0;

async function webhooks(kind: 'validating' | 'mutating', ...hooks: readonly Hook[]): Promise<void> {
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind === 'validating' ? 'Validating' : 'Mutating'}WebhookConfiguration`,
    metadata: { name: `hooks-${made++}` },
    webhooks: hooks.map(({ path, ...more }, at) => ({
      name: at === 0 ? NAME : `b${at}.example.com`,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: { url: `https://localhost:${port}${path}`, caBundle: certificate.toString('base64') },
      rules: [rule()],
      ...more,
    })),
  };
  expect((await ask('POST', `${GROUP}/${kind}webhookconfigurations`, configuration)).status).toBe(201);
}

function create() {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '1' } };
  return ask('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', object);
}

async function ask(method: string, path: string, body?: object) {
  const url = new URL(path, 'http://server');
  const answer = await server.answer({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { authorization: 'Bearer T', 'content-type': 'application/json' },
    body: new TextEncoder().encode(body ? JSON.stringify(body) : ''),
    signal: new AbortController().signal,
  });
  return { status: answer.status, warning: answer.headers.warning, body: JSON.parse(String(answer.body)) as object };
}

function patch(operations: readonly object[]): object {
  return { patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(operations)).toString('base64') };
}
