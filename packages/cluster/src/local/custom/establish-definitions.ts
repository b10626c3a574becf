import type { ApiAnswer } from '../answer/api-answer.ts';
import type { ApiRequest } from '../request/api-request.ts';
import type { Registry } from '../resource/registry.ts';
import type { Store } from '../store/store.ts';
import { timeOf } from '../write/identity.ts';
import { customResource } from './custom-resource.ts';
import { acceptedNames } from './definition/accepted-names.ts';
import { CLEANUP, DEFINITIONS, type Definition, isTrue, withCondition } from './definition/definition.ts';

/** What it takes to serve what is defined. */
export interface Establishing {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
  /** The server's end: nothing is looked at any more. */
  readonly closing: AbortSignal;
}

/**
 * Serves what definitions define, from now on: their names are accepted, their resources registered; when one goes, its objects
 * go first (apiextensions-apiserver pkg/controller status, establish and finalizer@1.36, one after the other). Those that are
 * there already are served when this returns.
 */
export function establishDefinitions(establishing: Establishing): void {
  const { store, closing } = establishing;
  const begun = store.list(DEFINITIONS, {});
  const waiting = new Set<string>();
  if ('entries' in begun) for (const { key } of begun.entries) look(establishing, key);
  const turn = (): void => {
    if (closing.aborted) return;
    const keys = [...waiting];
    // All at once: a look writes, and what it writes asks for the next turn when nobody waits.
    waiting.clear();
    for (const key of keys) look(establishing, key);
  };
  store.watch(DEFINITIONS, store.version(), ({ key }) => {
    // Whoever has written is answered first.
    if (waiting.size === 0) setImmediate(turn);
    waiting.add(key);
  });
}

function look(establishing: Establishing, key: string): void {
  const { store, registry, now } = establishing;
  const definition = store.get(DEFINITIONS, key) as Definition | undefined;
  if (definition === undefined) {
    for (const { group, version, plural, custom } of registry.all()) {
      if (custom !== undefined && `${plural}.${group}` === key) registry.remove(group, version, plural);
    }
    // Its names are free for others.
    lookAtGroup(establishing, key);
    return;
  }
  const named = acceptedNames(definition, others(store, definition), timeOf(now()));
  if (named !== undefined) {
    store.put(DEFINITIONS, key, named);
    return;
  }
  serve(registry, definition);
  const isGoing = definition.metadata?.deletionTimestamp !== undefined;
  if (isGoing && definition.metadata?.finalizers?.includes(CLEANUP)) void cleanUp(establishing, definition);
}

function others(store: Store, { spec, metadata }: Definition): readonly Definition[] {
  const all = store.list(DEFINITIONS, {});
  const found = 'entries' in all ? all.entries.map(({ object }) => object as Definition) : [];
  return found.filter((one) => one.spec.group === spec.group && one.metadata?.name !== metadata?.name);
}

function lookAtGroup(establishing: Establishing, key: string): void {
  const group = key.slice(key.indexOf('.') + 1);
  const all = establishing.store.list(DEFINITIONS, {});
  if (!('entries' in all)) return;
  for (const { key: other, object } of all.entries) {
    if (other !== key && (object as Definition).spec.group === group) look(establishing, other);
  }
}

/** The versions that are served are there, the others are not. */
function serve(registry: Registry, definition: Definition): void {
  const { group, versions } = definition.spec;
  const plural = definition.status.acceptedNames?.plural ?? '';
  const isServed = isTrue(definition, 'Established') || isTrue(definition, 'NamesAccepted');
  const served = isServed ? versions.filter(({ served: is }) => is) : [];
  for (const other of registry.all()) {
    if (other.custom === undefined || other.group !== group || other.plural !== plural) continue;
    if (!served.some(({ name }) => name === other.version)) registry.remove(group, other.version, plural);
  }
  for (const version of served) registry.add(customResource(definition, version));
}

/** Deletes the objects of a definition that goes; when the last one is gone, it goes itself (crd_finalizer.go@1.36). */
async function cleanUp({ store, now, answer }: Establishing, definition: Definition): Promise<void> {
  const key = definition.metadata?.name ?? '';
  const { group, versions, names, scope } = definition.spec;
  if (isTrue(definition, 'Established') && !cleaning.has(definition.metadata?.uid ?? '')) {
    cleaning.add(definition.metadata?.uid ?? '');
    const bucket = `${names.plural}.${group}`;
    const version = versions.find(({ served }) => served)?.name ?? '';
    for (const namespace of namespacesOf(store, bucket, scope)) {
      const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
      await answer(deletion(`/apis/${group}/${version}${place}/${names.plural}`));
    }
    await untilEmpty(store, bucket);
  }
  const left = store.get(DEFINITIONS, key) as Definition | undefined;
  if (left === undefined || left.metadata?.uid !== definition.metadata?.uid) return;
  cleaning.delete(definition.metadata?.uid ?? '');
  const finalizers = (left.metadata?.finalizers ?? []).filter((name) => name !== CLEANUP);
  const condition = isTrue(left, 'Established')
    ? ({ reason: 'InstanceDeletionCompleted', message: 'removed all instances' } as const)
    : ({ reason: 'NeverEstablished', message: 'resource was never established' } as const);
  const { finalizers: _finalizers, ...metadata } = left.metadata ?? {};
  const conditions = withCondition(
    left.status.conditions,
    { type: 'Terminating', status: 'False', ...condition },
    timeOf(now()),
  );
  store.put(DEFINITIONS, key, {
    ...left,
    metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers },
    status: { ...left.status, conditions },
  });
  if (finalizers.length === 0) store.remove(DEFINITIONS, key);
}

/** Definitions whose objects are being deleted. */
const cleaning = new Set<string>();

function namespacesOf(store: Store, bucket: string, scope: string): readonly (string | undefined)[] {
  if (scope !== 'Namespaced') return [undefined];
  const all = store.list(bucket, {});
  return 'entries' in all ? [...new Set(all.entries.map(({ key }) => key.split('/')[0]))] : [];
}

function untilEmpty(store: Store, bucket: string): Promise<void> {
  return new Promise((resolve) => {
    const isEmpty = (): boolean => {
      const left = store.list(bucket, { limit: 1 });
      return !('entries' in left) || left.entries.length === 0;
    };
    if (isEmpty()) {
      resolve();
      return;
    }
    const watching = store.watch(bucket, store.version(), () => {
      if (!isEmpty()) return;
      if ('stop' in watching) watching.stop();
      resolve();
    });
  });
}

function deletion(path: string): ApiRequest {
  return {
    method: 'DELETE',
    path,
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
    signal: new AbortController().signal,
    insider: { username: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
  };
}
