import type { ApiObject } from '../object/api-object.ts';
import { withOwnersOnce } from './owner-references.ts';
import type { Writing } from './writing.ts';

/** An object after the plug-ins that may change it. */
export async function admitted(writing: Writing, object: ApiObject, old: ApiObject | undefined): Promise<ApiObject> {
  const { call, context, warnings } = writing;
  const { resource, world, info } = call;
  const operation = old === undefined ? 'create' : 'update';
  const attempt = { operation, resource, object, old, context, namespace: info.namespace, name: info.name } as const;
  return withOwnersOnce(await world.admit.mutate(attempt), warnings, true);
}
