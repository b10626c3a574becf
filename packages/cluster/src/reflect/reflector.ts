import { ApiError } from '../client/api-error.ts';
import type { Client, ResourceRef, Selection } from '../client/client.ts';
import { type Clock, machineClock } from '../client/clock.ts';
import { ConnectionError } from '../client/connection-error.ts';
import type { Change, ChangeBatch, Checkpoint } from './change.ts';
import { begin, type Circumstances, type Course, decide, type Fact, silenceOf } from './decide.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMeter, type ReflectorMetrics } from './metrics.ts';
import { type OpenWatch, openWatch } from './open-watch.ts';
import { createPositionLedger } from './position-ledger.ts';
import { readLines } from './read-lines.ts';
import { type Timing, usualTiming } from './timing.ts';

/** What is reflected, and how. */
export interface ReflectorOptions {
  readonly client: Client;
  readonly resource: ResourceRef;
  readonly selection?: Pick<Selection, 'namespace' | 'labelSelector' | 'fieldSelector' | 'metadataOnly'>;
  /** Goes on there; without one everything that there is comes first, as ADDED. */
  readonly checkpoint?: Checkpoint | undefined;
  /** Changes tell what was before; costs the memory of all objects. */
  readonly keepsObjects?: boolean;
  /** Remembers nothing of single objects, which takes memory for each: a list then tells all of them again, and no end that was not seen. */
  readonly forgetsObjects?: boolean;
  /** Whether a server is asked for a WatchList first; it falls back to pages by itself. */
  readonly usesWatchList?: boolean;
  readonly pageSize?: number;
  readonly timing?: Partial<Timing>;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Hears of what goes wrong, before the reflector tries again; it never gives up by itself. */
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** Something that a reflector gets over. */
export interface Trouble {
  readonly error: ApiError | ConnectionError;
  /** In a row, this one too. */
  readonly failures: number;
}

/** Follows the objects of a resource. */
export interface Reflector {
  /** All changes from the checkpoint on, none missing and none doubled, until the signal ends it. To be called once. */
  readonly batches: (signal: AbortSignal) => AsyncIterable<ChangeBatch>;
  readonly metrics: () => ReflectorMetrics;
  /** How often everything was listed: one of the {@link metrics}, for whoever asks with each batch. */
  readonly lists: () => number;
}

/** Makes a reflector; nothing is asked for before the first batch is. */
export function createReflector({
  client,
  resource,
  selection = {},
  checkpoint,
  keepsObjects = false,
  forgetsObjects = false,
  usesWatchList = true,
  pageSize = 500,
  timing: asked = {},
  clock = machineClock,
  random = Math.random,
  onTrouble,
}: ReflectorOptions): Reflector {
  const timing = { ...usualTiming, ...asked };
  const circumstances = (): Circumstances => ({ now: clock.now(), random, timing });
  const ledger = forgetsObjects
    ? createPositionLedger(checkpoint?.resourceVersion)
    : createLedger(checkpoint, { keepsObjects });
  const meter = createMeter(clock);
  const single = { ...selection, retries: 0 };

  async function* batches(signal: AbortSignal): AsyncIterable<ChangeBatch> {
    let course = begin({ position: ledger.position(), usesWatchList, pageSize }, circumstances());
    let open: { readonly number: number; readonly watch: OpenWatch } | undefined;
    let isComplete = ledger.position() !== undefined;
    const end = (): void => open?.watch.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      while (!signal.aborted) {
        if (open !== undefined && (course.watching === undefined || open.number !== course.watches)) {
          open.watch.close();
          open = undefined;
        }
        if (open === undefined && course.watching !== undefined) {
          open = { number: course.watches, watch: openFor(course) };
          signal.aborted && end();
        }
        const before = ledger.position();
        const changes: Change[] = [];
        const fact = await carryOut(course, { watch: open?.watch, changes, signal });
        if (signal.aborted) break;
        course = decide(course, fact, circumstances());
        isComplete ||= ledger.position() !== undefined;
        if (changes.length > 0 || before !== ledger.position()) {
          meter.told(changes);
          const checkpointNow = (): Checkpoint => ledger.checkpoint();
          yield { changes, isComplete, resourceVersion: ledger.position(), checkpoint: checkpointNow };
        }
      }
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  function openFor({ watching }: Course): OpenWatch {
    meter.watched();
    const options = { ...single, allowWatchBookmarks: true, timeoutSeconds: watching?.seconds ?? 0 };
    if (watching?.do !== 'watch-list') {
      return openWatch(
        (signal) => client.watch(resource, { ...options, resourceVersion: watching?.from ?? '' }, signal),
        clock,
      );
    }
    beginList(ledger);
    // Without a version: what is so now, not what some cache remembers.
    const initial = { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' } as const;
    return openWatch((signal) => client.watch(resource, { ...options, ...initial }, signal), clock);
  }

  /** Does what the course says, and tells what came of it. */
  async function carryOut(course: Course, hands: Hands): Promise<Fact> {
    const { step } = course;
    try {
      switch (step.do) {
        case 'wait':
          await clock.delay(step.ms, hands.signal);
          return { was: 'waited' };
        case 'check': {
          const { resourceVersion } = await client.list(resource, { ...single, limit: 1 }, hands.signal);
          return { was: 'checked', version: resourceVersion };
        }
        case 'list':
          return await listPage(step, hands);
        case 'watch':
        case 'watch-list':
          return await readPiece(course, hands);
      }
    } catch (error) {
      if (hands.signal.aborted) return { was: 'broken' };
      if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
      trouble(course, error);
      return error instanceof ApiError ? { was: 'refused', error } : { was: 'broken' };
    }
  }

  async function listPage(step: Extract<Course['step'], { do: 'list' }>, { changes, signal }: Hands): Promise<Fact> {
    const { do: _list, ...page } = step;
    if (step.continue === undefined) beginList(ledger);
    const { items, resourceVersion, continue: token } = await client.list(resource, { ...single, ...page }, signal);
    for (const item of items) ledger.hearListed(item, changes);
    if (token === undefined) ledger.endList(resourceVersion, changes);
    return { was: 'page', version: resourceVersion, ...(token !== undefined && { continue: token }) };
  }

  async function readPiece(course: Course, { watch, changes }: Hands): Promise<Fact> {
    const lines = (await watch?.next(silenceOf(course, timing))) ?? 'closed';
    if (lines === 'closed') return { was: 'closed' };
    if (lines === 'silent') return { was: 'silent' };
    meter.heard();
    const { isInitialEnd, refusal } = readLines(lines, ledger, changes);
    if (refusal === undefined)
      return { was: 'heard', changes: changes.length, isInitialEnd, position: ledger.position() };
    const { code = 500, reason = '', message = '' } = refusal;
    trouble(course, new ApiError(code, { text: message }));
    return { was: 'refused', error: { code, reason, message, retryAfter: undefined } };
  }

  function beginList(of: Ledger): void {
    meter.listed();
    of.beginList();
  }

  function trouble({ failures }: Course, error: ApiError | ConnectionError): void {
    onTrouble?.({ error, failures: failures + 1 });
  }

  return {
    batches,
    lists: meter.lists,
    metrics: () => meter.read({ objects: ledger.size(), position: ledger.position() }),
  };
}

interface Hands {
  readonly watch: OpenWatch | undefined;
  readonly changes: Change[];
  readonly signal: AbortSignal;
}
