import { type Change, type Client, type Clock, createReflector, type ReflectorOptions } from '@outrigger/cluster';
import type { EventBatch, SavedObserver } from './create-observer.ts';
import { gatherBatches } from './gather-batches.ts';

/** Where Events are read. */
export interface WatchEventsOptions
  extends Pick<ReflectorOptions, 'selection' | 'timing' | 'random' | 'onTrouble' | 'usesWatchList' | 'pageSize'> {
  readonly client: Client;
  readonly clock: Clock;
  /** Both are views of the same objects: only one of them is watched. */
  readonly api?: 'v1' | 'events.k8s.io/v1';
  /** Where to go on. */
  readonly saved?: SavedObserver | undefined;
  /** What is one batch: so many changes, or what has come in so many ms. */
  readonly batching?: { readonly enough?: number | undefined; readonly lingerMs?: number | undefined };
  readonly signal: AbortSignal;
}

/**
 * The changes of a cluster's Events, from where an observer has come to. While a batch is being stored no more than the next piece is read:
 * who is slow stops the reading.
 */
export function watchEvents(options: WatchEventsOptions): AsyncIterable<EventBatch> {
  const { clock, signal, batching: { enough = ENOUGH, lingerMs = LINGER_MS } = {} } = options;
  return gatherBatches(watchPieces(options), { clock, signal, lingerMs, enough });
}

/** A person who follows a tail does not notice it. */
const LINGER_MS = 50;
/** As many as a store writes best at once. */
const ENOUGH = 4_096;

async function* watchPieces(options: WatchEventsOptions): AsyncIterable<EventBatch> {
  const { client, clock, api = 'v1', saved, batching: _, signal, ...rest } = options;
  const group = api === 'v1' ? '' : 'events.k8s.io';
  const contact = contactOf(client, clock);
  const reflector = createReflector({
    ...rest,
    client: contact.client,
    clock,
    resource: { group, version: 'v1', plural: 'events' },
    // Which objects there were, the observer knows: ends are no occurrences, and what is told twice it counts once.
    forgetsObjects: true,
    ...(saved?.resourceVersion !== undefined && {
      checkpoint: { resourceVersion: saved.resourceVersion, objects: [] },
    }),
  });
  let lists = 0;
  for await (const { changes, resourceVersion } of reflector.batches(signal)) {
    const before = lists;
    lists = reflector.lists();
    const isListed = lists !== before;
    yield { changes: changes.map(slim), at: clock.now(), resourceVersion, isListed, contactAt: contact.at() };
  }
}

/**
 * Without who has written which field: the greater part of an Event, of which nobody here asks, and which would be kept, and moved by the
 * collector of garbage, until the batch that it comes with is stored.
 */
function slim({ type, object }: Change): EventBatch['changes'][number] {
  const { metadata } = object;
  if (metadata?.managedFields === undefined) return { type, object };
  return { type, object: { ...object, metadata: { ...metadata, managedFields: undefined } } };
}

/**
 * Hears when a server has answered that nothing was missed. Events have no bookmarks (reference C.4), so silence is looked into;
 * that it was rightly silent is certain when it is looked into again without a list in between.
 */
function contactOf(client: Client, clock: Clock): { readonly client: Client; readonly at: () => number | undefined } {
  let checked: number | undefined;
  let certain: number | undefined;
  return {
    at: () => certain,
    client: {
      ...client,
      async list(resource, selection, signal) {
        const answer = await client.list(resource, selection, signal);
        if (selection?.limit === 1) {
          certain = checked ?? certain;
          checked = clock.now();
        } else {
          checked = undefined;
        }
        return answer;
      },
    },
  };
}
