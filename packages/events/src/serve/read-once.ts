import { ApiError, type Change, type Client, type ObjectList } from '@outrigger/cluster';
import { type Classifier, createClassifier } from '../classify/classify.ts';
import type { CausalRules } from '../correlate/correlator.ts';
import { createObserver } from '../observe/create-observer.ts';
import type { EventStore } from '../store/event-store.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createClusterStages, shardKey } from './cluster-stages.ts';
import { OBJECT_KINDS } from './follow-objects.ts';

/** What is there of a cluster at one moment. */
export interface ClusterContents {
  readonly events: readonly unknown[];
  /** Those that Events are about, with kind and version. */
  readonly objects: readonly Change['object'][];
  /** Kinds that may not be read, and why. */
  readonly missing: readonly string[];
  /** Of the Events; undefined where they were read by several lists. */
  readonly resourceVersion: string | undefined;
}

/** Lists Events, and the objects by which they get workload, node and cause; of all namespaces unless some are named. */
export async function listCluster(client: Client, namespaces?: readonly string[]): Promise<ClusterContents> {
  const missing: string[] = [];
  const objects: Change['object'][] = [];
  for (const { kind, isNamespaced, ...resource } of OBJECT_KINDS) {
    const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
    try {
      const found = await listAll(client, resource, isNamespaced ? namespaces : undefined);
      for (const { items } of found) for (const object of items) objects.push({ apiVersion, kind, ...object });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      missing.push(`${resource.plural}: ${error.message}`);
    }
  }
  const lists = await listAll(client, { group: '', version: 'v1', plural: 'events' }, namespaces);
  const events = lists.flatMap(({ items }) => items);
  return {
    events,
    objects,
    missing,
    resourceVersion: namespaces?.length === 1 || namespaces === undefined ? lists.at(-1)?.resourceVersion : undefined,
  };
}

async function listAll(
  client: Client,
  resource: Parameters<Client['list']>[0],
  namespaces: readonly string[] = [''],
): Promise<readonly ObjectList[]> {
  const pages: ObjectList[] = [];
  for (const namespace of namespaces) {
    let next: string | undefined;
    do {
      const page: ObjectList = await client.list(resource, {
        limit: PAGE,
        ...(namespace !== '' && { namespace }),
        ...(next && { continue: next }),
      });
      pages.push(page);
      next = page.continue;
    } while (next);
  }
  return pages;
}

/** As clients of Kubernetes ask (client-go tools/pager@1.36). */
const PAGE = 500;

/** Of which cluster, and when. */
export interface ReadOnceOptions {
  readonly cluster: string;
  /** The only one that is followed from there. */
  readonly namespace?: string | undefined;
  /** With rules of the user's own; the catalogue alone when it is left out. */
  readonly classifier?: Classifier | undefined;
  /** Causal rules of the user's own. */
  readonly rules?: CausalRules | undefined;
  readonly labels?: readonly string[];
  readonly now: number;
}

/**
 * What is there through all stages, the oldest first, into a store of this process: so it can be asked what a service would be, and
 * `followCluster` goes on from there.
 */
export async function readOnce(
  { events, objects, resourceVersion }: Partial<ClusterContents>,
  { cluster, namespace, classifier = createClassifier(), rules, labels = [], now }: ReadOnceOptions,
): Promise<EventStore> {
  const store = createMemoryStore();
  const stages = await createClusterStages({ cluster, classifier, rules, labels, now: () => now });
  for (const object of objects ?? []) stages.learn({ type: 'ADDED', object });
  stages.settle();
  const { observations, gaps, checkpoints } = createObserver({ cluster }).observe({
    changes: (events ?? []).map((object) => ({ type: 'ADDED', object })),
    at: now,
    resourceVersion,
    isListed: true,
  });
  const seen = [...observations, ...stages.beside(now)].toSorted((one, other) => one.until - other.until);
  const told = stages.stages.reduce((all, stage) => stage(all), seen as readonly (typeof seen)[number][]);
  await store.store({ ...stages.correlate(told, now), gaps });
  // What lies back is told a moment later, when all is known that has ended it.
  const { incidents } = stages.correlate([], now + MOMENT_MS);
  const named = Object.entries({ ...checkpoints, ...stages.states() }).map(([name, state]) => [
    shardKey(namespace, name),
    state,
  ]);
  await store.store({ observations: [], incidents, checkpoints: Object.fromEntries(named) });
  return store;
}

const MOMENT_MS = 10_000;
