import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { notFound } from '../answer/refusal.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import type { Call } from '../world.ts';

/** DELETE of an object. */
export function deleteObject({ info, resource, world }: Call): ApiAnswer {
  const removed = world.store.remove(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (removed === undefined) throw notFound(resource, info.name);
  return jsonAnswer(200, readAs(resource, removed));
}
