import type { ApiRequest } from '../request/api-request.ts';
import type { LocalServer } from '../server.ts';
import { bytesOf, fieldsOf, type WireField } from './wire-fields.ts';

/**
 * The same server for clients that write protobuf, as kubectl's `create` does from 1.32 on: bodies of built-in kinds become JSON on
 * their way in. Answers are JSON, which such clients name too (client-go rest/config.go AcceptContentTypes@1.36). What cannot be
 * read stays as it is, and is refused as the unknown format that it is.
 */
export function readingProtobuf(server: LocalServer): LocalServer {
  return {
    ...server,
    async answer(request) {
      const isProtobuf = request.headers['content-type']?.split(';')[0] === PROTOBUF;
      return await server.answer(isProtobuf && request.body.length > 0 ? await inJson(request) : request);
    },
  };
}

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** `k8s` and a zero stand in front of every message (apimachinery pkg/runtime/serializer/protobuf@1.36). */
const MAGIC = Buffer.of(0x6b, 0x38, 0x73, 0);

async function inJson(request: ApiRequest): Promise<ApiRequest> {
  const { decodeMessage } = await import('./decode-message.ts');
  try {
    if (!MAGIC.equals(request.body.subarray(0, 4))) return request;
    const envelope = byNumber(request.body.subarray(4));
    const typeMeta = byNumber(bytesOf(envelope.get(1) ?? NOTHING));
    const [apiVersion, kind] = [1, 2].map((number) => Buffer.from(bytesOf(typeMeta.get(number) ?? NOTHING)).toString());
    const [group, version] = apiVersion?.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
    const object = decodeMessage(structOf(group ?? '', version ?? '', kind ?? ''), bytesOf(envelope.get(2) ?? NOTHING));
    if (object === undefined) return request;
    const body = Buffer.from(JSON.stringify({ apiVersion, kind, ...object }));
    return { ...request, body, headers: { ...request.headers, 'content-type': 'application/json' } };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return request;
    throw error;
  }
}

/** Some kinds of all groups are described once. */
function structOf(group: string, version: string, kind: string): string {
  return kind === 'DeleteOptions' ? 'meta.v1.DeleteOptions' : `${group.split('.')[0]}.${version}.${kind}`;
}

const NOTHING: WireField = { number: 0, value: new Uint8Array() };

function byNumber(bytes: Uint8Array): ReadonlyMap<number, WireField> {
  return new Map(fieldsOf(bytes).map((field) => [field.number, field]));
}
