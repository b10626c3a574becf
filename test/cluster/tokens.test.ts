import { createLocal, type LocalServer } from '@outrigger/cluster';
import { expect, test } from 'vitest';

const REVIEW = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

test('a token that was given out signs its account in', async () => {
  const { server, token } = await withToken();
  const answer = await ask(server, { path: REVIEW, token, body: {} });
  expect(answer.body).toMatchObject({
    status: {
      userInfo: {
        username: 'system:serviceaccount:default:robot',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      },
    },
  });
});

test('a token is void when its account is gone', async () => {
  const { server, token } = await withToken();
  await ask(server, { method: 'DELETE', path: '/api/v1/namespaces/default/serviceaccounts/robot' });
  expect((await ask(server, { path: REVIEW, token, body: {} })).status).toBe(401);
});

test('a token is void after its time', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const { server, token } = await withToken(() => new Date(time));
  time += 600_000;
  expect((await ask(server, { path: REVIEW, token, body: {} })).status).toBe(401);
});

test('a token that another server has given out is worth nothing', async () => {
  const { token } = await withToken();
  const { server } = await withToken();
  expect((await ask(server, { path: REVIEW, token, body: {} })).status).toBe(401);
});

async function withToken(now?: () => Date): Promise<{ readonly server: LocalServer; readonly token: string }> {
  const server = createLocal({ token: 'T', ...(now && { now }) });
  const accounts = '/api/v1/namespaces/default/serviceaccounts';
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } };
  await ask(server, { path: accounts, body: account });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
  const { body } = await ask(server, { path: `${accounts}/robot/token`, body: request });
  return { server, token: (body as { readonly status: { readonly token: string } }).status.token };
}

async function ask(
  server: LocalServer,
  {
    method = 'POST',
    path,
    token = 'T',
    body,
  }: { readonly method?: string; readonly path: string; readonly token?: string; readonly body?: unknown },
): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await server.answer({
    method,
    path,
    query: new URLSearchParams(),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
    signal: new AbortController().signal,
  });
  return { status: answer.status, body: JSON.parse(String(answer.body)) };
}
