import { badRequest, expired, Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { ListOptions } from '../request/list-options.ts';
import { exactValue, matchesFields } from '../select/field-selector.ts';
import { matchesLabels } from '../select/label-selector.ts';
import type { ListRange } from '../store/store.ts';
import type { Call } from '../world.ts';
import { continueToken, readContinue } from './continue-token.ts';
import { parseVersion, reachVersion, refuseBadVersion } from './requested-version.ts';
import { keyOf, readAs } from './stored-object.ts';

/** The objects of a collection that are asked for, in the version of the request. */
export interface FoundList {
  readonly objects: readonly ApiObject[];
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
}

/** Finds them, at the version that is asked for (apiserver pkg/storage/etcd3/store.go GetList@1.36, and the watch cache before it). */
export async function findList(call: Call, options: ListOptions): Promise<FoundList> {
  const { resource, request, world } = call;
  const prefix = prefixOf(call);
  const place = placeOf(options, prefix);
  await reachVersion(world, Math.max(place.at ?? 0, place.notBefore), request.signal);
  const range = { prefix, ...(place.at !== undefined && { at: place.at }) };
  const only = onlyKey(call, options);
  const isSelected = (object: ApiObject): boolean =>
    matchesLabels(options.labels, object.metadata?.labels) && matchesFields(resource, options.fields, object);
  const limit = limitOf(options);
  const isWhole = options.labels.length === 0 && options.fields.length === 0;
  const matching: ApiObject[] = [];
  let { after } = place;
  for (;;) {
    // Where few are selected, more are looked at than are wanted.
    const wanted = Math.max(limit - matching.length, isWhole ? 0 : GLANCE);
    const found = world.store.list(resource.bucket, pageOf(range, { after, limit: wanted, only }));
    if ('compacted' in found) throw tooOld(options, after, prefix);
    let remaining = found.remaining + found.entries.length;
    for (const { key, object } of found.entries) {
      remaining--;
      after = key;
      // Conversion comes before selection: fields have the names that they have in the version of the request.
      const shown = readAs(resource, object);
      if (isSelected(shown)) matching.push(shown);
      if (matching.length >= limit) break;
    }
    if (matching.length < limit && remaining > 0 && only === undefined) continue;
    const resourceVersion = String(found.version);
    if (remaining === 0 || after === undefined || only !== undefined) {
      return { objects: matching, metadata: { resourceVersion } };
    }
    const next = continueToken({ version: found.version, after }, prefix);
    const count = isWhole ? { remainingItemCount: remaining } : {};
    return { objects: matching, metadata: { resourceVersion, continue: next, ...count } };
  }
}

/** So many objects are looked at for each page of a selection. */
const GLANCE = 1000;

/** Keys of one namespace, or all. */
export function prefixOf({ info, resource }: Pick<Call, 'info' | 'resource'>): string {
  return resource.isNamespaced && info.namespace !== '' ? `${info.namespace}/` : '';
}

interface Place {
  readonly at: number | undefined;
  readonly notBefore: number;
  readonly after: string | undefined;
}

/** Where to read (apiserver pkg/storage/interfaces.go ValidateListOptions@1.36). */
function placeOf({ version, versionMatch, limit, continue: token }: ListOptions, prefix: string): Place {
  if (token !== '') {
    const { version: at, after } = readContinue(token, prefix);
    if (version !== '' && version !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue');
    }
    return { at: at > 0 ? at : undefined, notBefore: 0, after };
  }
  const parsed = listVersion(version) ?? 0;
  // Before there was a match, a limit meant a very version.
  const isExact = versionMatch === 'Exact' || (versionMatch === '' && limit > 0 && parsed > 0);
  return { at: isExact ? parsed : undefined, notBefore: parsed, after: undefined };
}

function listVersion(text: string): number | undefined {
  try {
    return parseVersion(text);
  } catch (error) {
    throw refuseBadVersion(error, true);
  }
}

/** What may come from the cache comes as a whole. */
function limitOf({ limit, version }: ListOptions): number {
  return limit > 0 && version !== '0' ? limit : Number.POSITIVE_INFINITY;
}

function pageOf(
  range: ListRange,
  { after, limit, only }: { after: string | undefined; limit: number; only: string | undefined },
): ListRange {
  // The key itself comes before all that only begin with it.
  if (only !== undefined) return { ...range, prefix: only, limit: 1 };
  return { ...range, ...(after !== undefined && { after }), ...(Number.isFinite(limit) && { limit }) };
}

/** The key that a selection by name leaves; nobody has to look at the others. */
function onlyKey({ info, resource }: Call, { fields }: ListOptions): string | undefined {
  const name = exactValue(fields, 'metadata.name');
  if (name === undefined || name === '' || (resource.isNamespaced && info.namespace === '')) return undefined;
  return keyOf(resource, info.namespace, name);
}

/** 410; a list that was begun is told how it can go on nevertheless (apiserver pkg/storage/etcd3/errors.go@1.36). */
function tooOld({ continue: token }: ListOptions, after: string | undefined, prefix: string): Refusal {
  if (token === '' || after === undefined) return expired('The resourceVersion for the provided list is too old.');
  const { status } = expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  return new Refusal({ ...status, metadata: { continue: continueToken({ version: -1, after }, prefix) } });
}
