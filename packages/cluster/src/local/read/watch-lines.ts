import { expired, Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { ListOptions } from '../request/list-options.ts';
import { matchesFields } from '../select/field-selector.ts';
import { matchesLabels } from '../select/label-selector.ts';
import type { StoredChange, Watching } from '../store/store.ts';
import type { Call } from '../world.ts';
import { emptyObject } from './empty-object.ts';
import { prefixOf } from './find-list.ts';
import { reachVersion } from './requested-version.ts';
import { readAs } from './stored-object.ts';
import type { WatchSchedule } from './watch-schedule.ts';
import type { EventType, WatchWriter } from './watch-writer.ts';

/** What a watch tells. */
export interface WatchOrder {
  readonly options: ListOptions;
  /** The version behind which changes are told; undefined for now. */
  readonly from: number | undefined;
  readonly writer: WatchWriter;
  readonly schedule: WatchSchedule;
}

/**
 * The lines of a watch, several at a time when several wait. Ends at its time, with the request, with the server, after an error,
 * and when its reader falls too far behind: as the real server, it does not say that it does (cache_watcher.go add@1.36).
 */
export async function* watchLines(call: Call, order: WatchOrder): AsyncGenerator<string> {
  const { world, request } = call;
  const { options, writer, schedule } = order;
  const over = new AbortController();
  const signal = AbortSignal.any([request.signal, world.closing, over.signal]);
  const news = newsOf(call, options);
  const end = (): void => {
    news.stop();
    news.wake();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const { initial, version } = await begin(call, order, { hear: news.hear, signal });
    yield* initial;
    let told = version;
    let bookmark = schedule.bookmarkAfter(world.now().getTime());
    void keepTime(call, {
      next: () => Math.min(bookmark ?? schedule.end, schedule.end),
      signal,
      wake: () => (world.now().getTime() >= schedule.end ? over.abort() : news.wake()),
    });
    while (!signal.aborted && !news.isLost()) {
      const changes = news.take();
      if (changes.length > 0)
        yield changes.map(({ type, object, change }) => writer.event(type, object, change)).join('');
      else if (bookmark !== undefined && world.now().getTime() >= bookmark) {
        // Nothing waits, so whatever has happened until now was told.
        told = Math.max(told, world.store.version());
        bookmark = schedule.bookmarkAfter(world.now().getTime());
        yield writer.event('BOOKMARK', emptyObject(call.resource, told, false));
      } else await news.come();
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What cannot be shown as it was asked for is not told at all (handlers/watch.go HandleHTTP).
    if (error.status.code !== 406) yield writer.error(error);
  } finally {
    over.abort();
    end();
  }
}

interface Selected {
  readonly type: EventType;
  readonly object: ApiObject;
  readonly change: StoredChange;
}

/** How many changes may wait for a reader. */
const WAITING = 50_000;

/** Changes that are selected, as they wait to be told. */
function newsOf(call: Call, options: ListOptions) {
  const prefix = prefixOf(call);
  const select = selection(call, options);
  let waiting: Selected[] = [];
  let isLost = false;
  let wake = (): void => {};
  let watching: Watching | undefined;
  return {
    hear(from: number): void {
      const { store } = call.world;
      const begun = store.watch(call.resource.bucket, from, (change) => {
        if (change.version <= from || !change.key.startsWith(prefix)) return;
        const selected = select(change);
        if (selected === undefined) return;
        isLost = isLost || waiting.length >= WAITING;
        if (!isLost) waiting.push(selected);
        wake();
      });
      if ('compacted' in begun) throw expired(`too old resource version: ${from} (${begun.oldest})`);
      watching = begun;
    },
    take(): readonly Selected[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    isLost: () => isLost,
    wake: () => wake(),
    async come(): Promise<void> {
      await new Promise<void>((heard) => {
        wake = heard;
      });
    },
    stop(): void {
      watching?.stop();
      watching = undefined;
    },
  };
}

/** An object that comes to be selected is added, one that ceases to be is deleted: as it was, with the version of the change. */
function selection(call: Call, { labels, fields }: ListOptions): (change: StoredChange) => Selected | undefined {
  const { resource } = call;
  const isSelected = (object: ApiObject | undefined): boolean =>
    object !== undefined &&
    matchesLabels(labels, object.metadata?.labels) &&
    (fields.length === 0 || matchesFields(resource, fields, readAs(resource, object)));
  return (change) => {
    const { before, after, last } = change;
    const [was, is] = [isSelected(before), isSelected(after)];
    if (is) return { type: was ? 'MODIFIED' : 'ADDED', object: last, change };
    if (!was || before === undefined) return undefined;
    const metadata = { ...before.metadata, resourceVersion: String(change.version) };
    return { type: 'DELETED', object: after === undefined ? last : { ...before, metadata }, change };
  };
}

/** What a watch begins with: nothing, or everything that is there, and the word that this was all. */
async function begin(
  call: Call,
  { options, from, writer }: WatchOrder,
  { hear, signal }: { readonly hear: (from: number) => void; readonly signal: AbortSignal },
): Promise<{ readonly initial: Iterable<string>; readonly version: number }> {
  const { world, resource } = call;
  if (!options.sendsInitialEvents) {
    const version = from ?? world.store.version();
    hear(version);
    return { initial: [], version };
  }
  await reachVersion(world, from ?? 0, signal);
  const select = selection(call, options);
  const listed = world.store.list(resource.bucket, { prefix: prefixOf(call) });
  if ('compacted' in listed) throw expired('too old resource version');
  const { entries, version } = listed;
  hear(version);
  return { initial: lines(), version };

  function* lines(): Generator<string> {
    let piece = '';
    for (const { key, object } of entries) {
      const selected = select({ version, key, before: undefined, after: object, last: object });
      if (selected !== undefined) piece += writer.event('ADDED', object);
      if (piece.length > PIECE) {
        yield piece;
        piece = '';
      }
    }
    if (options.allowsBookmarks) piece += writer.event('BOOKMARK', emptyObject(resource, version, true));
    if (piece !== '') yield piece;
  }
}

/** In characters. */
const PIECE = 65_536;

/** Wakes the watch when something is due. A reader who is busy is not asked again at once. */
async function keepTime(
  { world }: Call,
  clock: { readonly next: () => number; readonly signal: AbortSignal; readonly wake: () => void },
): Promise<void> {
  const { next, signal, wake } = clock;
  while (!signal.aborted) {
    await world.delay(Math.max(next() - world.now().getTime(), 10), signal);
    wake();
  }
}
