import type { ApiAnswer } from '../answer/api-answer.ts';
import { negotiate } from '../answer/negotiate.ts';
import { objectAnswer } from '../answer/object-answer.ts';
import { notFound } from '../answer/refusal.ts';
import type { Call } from '../world.ts';
import { parseVersion, reachVersion, refuseBadVersion } from './requested-version.ts';
import { keyOf, readAs } from './stored-object.ts';

/** GET of one object, as it is now; with a version, not before that one is reached. */
export async function getObject(call: Call): Promise<ApiAnswer> {
  const { info, request, resource, world } = call;
  negotiate(call, { isCollection: false });
  await reachVersion(world, versionOf(request.query), request.signal);
  const stored = world.store.get(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (stored === undefined) throw notFound(resource, info.name);
  return objectAnswer(call, readAs(resource, stored));
}

function versionOf(query: URLSearchParams): number {
  try {
    return parseVersion(query.get('resourceVersion') ?? '') ?? 0;
  } catch (error) {
    throw refuseBadVersion(error, false);
  }
}
