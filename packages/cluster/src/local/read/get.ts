import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { notFound } from '../answer/refusal.ts';
import type { Call } from '../world.ts';
import { keyOf, readAs } from './stored-object.ts';

/** GET of one object. */
export function getObject(call: Call): ApiAnswer {
  const { info, resource, world } = call;
  const stored = world.store.get(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (stored === undefined) throw notFound(resource, info.name);
  return jsonAnswer(200, readAs(resource, stored));
}
