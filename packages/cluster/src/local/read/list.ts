import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { expired } from '../answer/refusal.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Call } from '../world.ts';
import { readAs } from './stored-object.ts';

/** GET of a collection. */
export function listObjects(call: Call): ApiAnswer {
  const { info, resource, world } = call;
  const found = world.store.list(resource.bucket, { prefix: prefixOf(call) });
  if ('compacted' in found) throw expired('The resourceVersion for the provided list is too old.');
  const items = found.entries.map(({ object }) => {
    const { kind: _kind, apiVersion: _version, ...rest } = readAs(resource, object);
    return rest;
  });
  return jsonAnswer(200, {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata: { resourceVersion: String(found.version) },
    items: info.name === '' ? items : items.filter(({ metadata }) => metadata?.name === info.name),
  });
}

/** Keys of one namespace, or all. */
export function prefixOf({ info, resource }: Call): string {
  return resource.isNamespaced && info.namespace !== '' ? `${info.namespace}/` : '';
}
