import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentationSource } from '../../../dev/documentation-source.ts';
import { createLocal } from '../create-local.ts';

const server = createLocal({ token: 'T' });

async function get(path: string, accept = 'application/json') {
  const url = new URL(path, 'http://server');
  const headers = { authorization: 'Bearer T', accept };
  const asked = { method: 'GET', path: url.pathname, query: url.searchParams, headers, body: new Uint8Array() };
  return await server.answer({ ...asked, signal: new AbortController().signal });
}

async function schemaIn(document: string, name: string) {
  const { body } = await get(`/openapi/v3/${document}`);
  return (JSON.parse(String(body)) as { components: { schemas: Record<string, object> } }).components.schemas[name];
}

describe('OpenAPI', () => {
  test('describes every group and version, and sends who knows an old hash to the new one', async () => {
    const { paths } = JSON.parse(String((await get('/openapi/v3')).body)) as {
      paths: Record<string, { serverRelativeURL: string }>;
    };
    const { serverRelativeURL = '' } = paths['apis/apps/v1'] ?? {};
    expect((await get(serverRelativeURL)).status).toBe(200);
    const moved = await get('/openapi/v3/apis/apps/v1?hash=OLD');
    expect([moved.status, moved.headers.location]).toEqual([301, serverRelativeURL]);
  });

  test('says how lists are merged, what is required and which texts there are', async () => {
    expect(await schemaIn('api/v1', 'io.k8s.api.core.v1.ContainerPort')).toMatchObject({
      required: ['containerPort'],
      properties: { containerPort: { type: 'integer', format: 'int32' }, protocol: { enum: ['SCTP', 'TCP', 'UDP'] } },
    });
    expect(await schemaIn('api/v1', 'io.k8s.api.core.v1.Container')).toMatchObject({
      properties: {
        ports: {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
          'x-kubernetes-patch-merge-key': 'containerPort',
          'x-kubernetes-patch-strategy': 'merge',
        },
      },
    });
  });

  test('says which kind a definition is', async () => {
    expect(await schemaIn('apis/apps/v1', 'io.k8s.api.apps.v1.Deployment')).toMatchObject({
      'x-kubernetes-group-version-kind': [{ group: 'apps', kind: 'Deployment', version: 'v1' }],
    });
  });

  test('comes in protobuf to who asks for it, and in no other format', async () => {
    const { headers, body } = await get('/openapi/v2', 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf');
    expect(headers['content-type']).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf');
    // Field 1 of the document: its version.
    expect(Buffer.from(body as Uint8Array).subarray(0, 5)).toEqual(Buffer.from('\n\x032.0', 'latin1'));
    expect((await get('/openapi/v2', 'text/html')).status).toBe(406);
  });
});

test('what is said of the kinds is what the installed kubernetes-models say', () => {
  const kept = readFileSync(new URL('generated/documentation.ts', import.meta.url), 'utf8');
  expect(kept === documentationSource(), 'run `npm run generate` in packages/cluster').toBe(true);
});
