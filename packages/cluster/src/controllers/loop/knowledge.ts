import type { Client, ServedResource } from '../../client/client.ts';
import type { Clock } from '../../client/clock.ts';
import type { ApiObject } from '../../local/object/api-object.ts';
import type { Change, Controller, Owned, ServedKind, View, Watched } from '../controller.ts';
import type { Kind } from '../kinds.ts';
import { isFailure } from '../plan.ts';
import { follow } from './follow.ts';
import { createObjectCache, type ObjectCache } from './object-cache.ts';

/** What controllers know of a cluster: one cache for each kind, whoever looks at it. */
export interface Knowledge {
  readonly view: () => View;
  readonly cacheOf: (kind: Kind<unknown>) => ObjectCache | undefined;
  readonly watchesOf: (controller: Controller, kind: Kind<unknown>) => readonly Watched[];
  readonly all: () => Iterable<{ readonly kind: Kind<unknown>; readonly object: ApiObject }>;
  /** Settled when all that there is at the start is known. */
  readonly complete: Promise<void>;
}

/** Where knowledge comes from, and who hears of news. */
export interface KnowledgeOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly controllers: readonly Controller[];
  readonly hear: (kind: Kind<unknown>, change: Change<ApiObject>) => void;
  readonly complain: (error: unknown) => void;
}

/** Begins to gather it. */
export function createKnowledge(options: KnowledgeOptions): Knowledge {
  const { client, clock, random, signal, controllers, hear, complain } = options;
  const caches = new Map<string, { readonly kind: Kind<unknown>; readonly cache: ObjectCache }>();
  const every = new Map<string, ServedKind>();
  const watchesEvery = controllers.some(({ watchEvery }) => watchEvery !== undefined);

  function add(kind: Kind<unknown>): Promise<void> {
    if (caches.has(idOf(kind))) return Promise.resolve();
    const cache = createObjectCache((change) => hear(kind, change));
    caches.set(idOf(kind), { kind, cache });
    return follow(cache, { client, resource: kind, clock, random, signal, onBug: complain });
  }

  /** Kinds come and go with custom resource definitions. */
  async function addServed(): Promise<void> {
    const served = (await client.discover()).filter(isFollowed);
    for (const resource of served) every.set(idOf(resource), resource);
    await Promise.all(served.map((resource) => add(resource)));
  }

  async function keepAdding(): Promise<void> {
    while (!signal.aborted) {
      await clock.delay(REDISCOVER_MS, signal);
      if (signal.aborted) return;
      await addServed().catch((error: unknown) => {
        if (!isFailure(error)) complain(error);
      });
    }
  }

  const known = (kind: Kind<unknown>): ObjectCache => {
    const found = caches.get(idOf(kind));
    if (found === undefined) throw new Error(`nobody watches ${kind.plural}`);
    return found.cache;
  };

  async function gather(): Promise<void> {
    const kinds = controllers.flatMap(({ watches }) => watches.map(({ kind }) => kind));
    await Promise.all([...kinds.map(add), watchesEvery ? addServed() : undefined]);
    if (watchesEvery) void keepAdding();
  }

  return {
    complete: gather(),
    cacheOf: (kind) => caches.get(idOf(kind))?.cache,
    watchesOf({ watches, watchEvery }, kind) {
      const own = watches.filter((watched) => idOf(watched.kind) === idOf(kind));
      const served = every.get(idOf(kind));
      const more = served && watchEvery?.(served);
      return more ? [...own, more] : own;
    },
    *all() {
      for (const { kind, cache } of caches.values()) for (const object of cache.list()) yield { kind, object };
    },
    view: () => ({
      now: clock.now(),
      random,
      get: <T>(kind: Kind<T>, namespace: string, name: string) => known(kind).get(namespace, name) as T | undefined,
      list: <T>(kind: Kind<T>, namespace?: string) => known(kind).list(namespace) as readonly T[],
      controlledBy: <T>(kind: Kind<T>, uid: string) => known(kind).controlledBy(uid) as readonly T[],
      everyKind: () => [...every.values()],
      ownedBy: (uid: string) =>
        [...every.values()].flatMap((kind): readonly Owned[] =>
          (caches.get(idOf(kind))?.cache.ownedBy(uid) ?? []).map((object) => ({ kind, object })),
        ),
    }),
  };
}

/** garbagecollector.go Sync looks as often@1.36. */
const REDISCOVER_MS = 30_000;

/** What can be deleted can be left behind; Events belong to nobody. */
function isFollowed({ verbs, plural }: ServedResource): boolean {
  return ['list', 'watch', 'delete'].every((verb) => verbs.includes(verb)) && plural !== 'events';
}

function idOf({ group, plural }: { readonly group: string; readonly plural: string }): string {
  return `${plural}.${group}`;
}
