import { expect, test } from 'vitest';
import { createLocal } from '../create-local.ts';

const server = createLocal({ token: 'T' });

function send(body: Uint8Array) {
  const headers = { authorization: 'Bearer T', 'content-type': 'application/vnd.kubernetes.protobuf' };
  const asked = {
    method: 'POST',
    path: '/api/v1/namespaces/default/configmaps',
    query: new URLSearchParams(),
    headers,
  };
  return server.answer({ ...asked, body, signal: new AbortController().signal });
}

/** A field of bytes. */
function field(number: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}

test('an object in protobuf is kept as if it had come in JSON', async () => {
  const configMap = Buffer.concat([field(1, field(1, 'c')), field(2, field(1, 'key'), field(2, 'value'))]);
  const envelope = Buffer.concat([field(1, field(1, 'v1'), field(2, 'ConfigMap')), field(2, configMap)]);
  const { status, body } = await send(Buffer.concat([Buffer.from('k8s\0'), envelope]));
  expect(status).toBe(201);
  expect(JSON.parse(String(body))).toMatchObject({ metadata: { name: 'c' }, data: { key: 'value' } });
});

test('bytes that are no protobuf are an unknown format', async () => {
  const { status, body } = await send(Buffer.from('k8s\0\x0f\xff'));
  expect([status, JSON.parse(String(body)).reason]).toEqual([415, 'UnsupportedMediaType']);
});
