import { createHash } from 'node:crypto';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { servedGroups } from '../discovery/group-order.ts';
import { textAnswer } from '../other/text-answer.ts';
import type { ApiRequest } from '../request/api-request.ts';
import type { Registry } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import { documentPath } from './definitions.ts';
import { documentV2, documentV3 } from './documents.ts';
import { documentProtobuf } from './protobuf.ts';

/** `/openapi/v2`, `/openapi/v3` and everything below it (kube-openapi pkg/handler, pkg/handler3@1.36); undefined for other paths. */
export function createOpenApi(registry: Registry): (request: ApiRequest) => ApiAnswer | undefined {
  const kept = new Map<string, { readonly generation: number; readonly body: string | Uint8Array }>();
  /** Made when somebody asks, and again when resources have come or gone. */
  const once = (name: string, make: () => string | Uint8Array): string | Uint8Array => {
    const generation = registry.generation();
    const before = kept.get(name);
    if (before?.generation === generation) return before.body;
    const body = make();
    kept.set(name, { generation, body });
    return body;
  };
  return ({ path, query, headers }) => {
    const accept = headers.accept ?? '*/*';
    if (path === '/openapi/v2') return answerV2(registry, accept, headers['if-none-match'], once);
    if (path === '/openapi/v3') return textAnswer(200, JSON.stringify(index(registry)));
    const name = /^\/openapi\/v3\/(.+?)\/?$/.exec(path)?.[1];
    if (name === undefined) return undefined;
    const resources = byDocument(registry).get(name);
    if (resources === undefined) return { status: 404, headers: {}, body: '' };
    if (!accepts(accept, 'json')) return { status: 406, headers: { vary: 'Accept' }, body: '' };
    return answerV3({ name, resources, asked: query.get('hash'), known: headers['if-none-match'] }, once);
  };
}

type Once = (name: string, make: () => string | Uint8Array) => string | Uint8Array;

/** Clients in Go ask for protobuf, others for JSON. */
function answerV2(registry: Registry, accept: string, known: string | undefined, once: Once): ApiAnswer {
  const isProtobuf = /proto-openapi\.spec\.v2/.test(accept);
  if (!isProtobuf && !accepts(accept, 'json')) return { status: 406, headers: { vary: 'Accept' }, body: '' };
  const etag = `"${hashOf(registry.all())}"`;
  const headers = { etag, vary: 'Accept-Encoding, Accept' };
  if (known === etag) return { status: 304, headers, body: '' };
  const body = isProtobuf
    ? once('v2 protobuf', () => documentProtobuf(documentV2(registry.all())))
    : once('v2', () => JSON.stringify(documentV2(registry.all())));
  return { status: 200, headers: { ...headers, 'content-type': isProtobuf ? PROTOBUF : 'application/json' }, body };
}

/** With an at in its name it would be no media type. */
const PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

interface AskedV3 {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly asked: string | null;
  readonly known: string | undefined;
}

/** Whoever names the hash may keep the answer for ever; whoever names an old one is sent to the new one. */
function answerV3({ name, resources, asked, known }: AskedV3, once: Once): ApiAnswer {
  const hash = hashOf(resources);
  const headers = { etag: `"${hash}"`, vary: 'Accept', 'content-type': 'application/json' };
  if (asked !== null && asked !== hash) {
    return { status: 301, headers: { ...headers, location: `/openapi/v3/${name}?hash=${hash}` }, body: '' };
  }
  if (known === headers.etag) return { status: 304, headers, body: '' };
  const body = once(name, () => JSON.stringify(documentV3(resources)));
  return {
    status: 200,
    headers: { ...headers, ...(asked !== null && { 'cache-control': 'public, immutable' }) },
    body,
  };
}

function index(registry: Registry): object {
  const paths = [...byDocument(registry)].map(([name, resources]) => {
    return [name, { serverRelativeURL: `/openapi/v3/${name}?hash=${hashOf(resources)}` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

function byDocument(registry: Registry): ReadonlyMap<string, readonly Resource[]> {
  const versions = servedGroups(registry.all()).flatMap(({ name: group, versions }) =>
    versions.map(({ version, resources }) => [documentPath({ group, version }), resources] as const),
  );
  return new Map(versions.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of all that a document is made from, so that nobody has to make it to know whether it is new. */
function hashOf(resources: readonly Resource[]): string {
  const hash = createHash('sha512');
  for (const { group, version, plural, kind, verbs, openApi, subresources } of resources) {
    hash.update(JSON.stringify([group, version, plural, kind, verbs, openApi, Object.keys(subresources ?? {})]));
  }
  return hash.digest('hex').toUpperCase();
}

function accepts(accept: string, word: string): boolean {
  return accept.includes('*/*') || accept.includes('application/*') || accept.includes(word);
}
