import type { Gap, Observation } from '../observation.ts';
import { createLedger } from './ledger.ts';
import { newsOf } from './news-of.ts';
import { type Mend, type NotAnEvent, type ReadEvent, readEvent } from './read-event.ts';
import { createSpamFilter } from './spam-filter.ts';

/** Turns changes of Events into occurrences: each is counted once, however often it is told (reference C.1 to C.4). */
export interface Observer {
  readonly observe: (batch: EventBatch) => Observed;
  readonly counts: () => ObserverCounts;
  /** Events that are remembered. */
  readonly size: () => number;
}

/** Changes of Events that came together. */
export interface EventBatch {
  readonly changes: readonly { readonly type: string; readonly object: unknown }[];
  /** When they came, in ms since 1970. */
  readonly at: number;
  /** The version up to which all has been told. */
  readonly resourceVersion: string | undefined;
  /** Until when there was contact before this batch, where that is later than the batch before it. */
  readonly contactAt?: number | undefined;
  /** Nothing was heard: only time has passed. */
  readonly isTick?: true;
  /** What is there was listed since the batch before: what came and went meanwhile was not seen. */
  readonly isListed: boolean;
}

/** What a batch brings; the checkpoints are to be stored together with the rows. */
export interface Observed {
  readonly observations: readonly Observation[];
  readonly gaps: readonly Gap[];
  readonly checkpoints: Readonly<Record<string, unknown>>;
}

/** What has been made of all changes so far. */
export interface ObserverCounts {
  readonly changes: number;
  readonly occurrences: number;
  /** Changes that told nothing new. */
  readonly known: number;
  /** Ends of Events, which are no occurrences. */
  readonly ended: number;
  readonly refused: Readonly<Partial<Record<NotAnEvent, number>>>;
  readonly mended: Readonly<Partial<Record<Mend, number>>>;
}

/** How it observes. */
export interface ObserverOptions {
  readonly cluster: string;
  /** How long the API server keeps Events; an hour unless it was told otherwise (`--event-ttl`). */
  readonly eventTtlMs?: number;
  /** What was stored; see {@link restoreObserver}. */
  readonly saved?: SavedObserver;
}

/** What an observer has kept. */
export interface SavedObserver {
  readonly resourceVersion: string | undefined;
  /** When there was contact last, in ms since 1970. */
  readonly heardAt: number;
  /** Of what was seen last until then, not everything is remembered; in s since 1970. */
  readonly forgottenUntil: number;
  /** The chunks of its ledger, oldest first. */
  readonly chunks: readonly (readonly [number: number, text: string])[];
}

const COMBINED = '(combined from similar events): ';

/** Begins with what was saved, or with nothing. */
export function createObserver({ cluster, eventTtlMs = 3_600_000, saved }: ObserverOptions): Observer {
  // A recorder that still remembers an Event writes it anew after its end, with the count going on: thus longer than it lives.
  const ledger = createLedger({
    horizonSeconds: (eventTtlMs / 1000) * 3,
    forgottenUntil: saved?.forgottenUntil ?? 0,
  });
  for (const [number, text] of saved?.chunks ?? []) ledger.load(text, number);
  const spam = createSpamFilter();
  const counts = { changes: 0, occurrences: 0, known: 0, ended: 0, refused: {}, mended: {} };
  const refused: Partial<Record<NotAnEvent, number>> = counts.refused;
  const mended: Partial<Record<Mend, number>> = counts.mended;
  let heardAt = saved?.heardAt;

  const observeOne = (object: unknown, at: number): Observation | undefined => {
    const read = readEvent(object, at);
    if ('refused' in read) {
      refused[read.refused] = (refused[read.refused] ?? 0) + 1;
      return undefined;
    }
    for (const mend of read.mended) mended[mend] = (mended[mend] ?? 0) + 1;
    const key = `${read.event.namespace}/${read.event.name}`;
    const before = ledger.find(key);
    const news = newsOf(read, before, ledger.forgottenUntil());
    if (before === undefined || news.count > 0 || before.seen + SEEN_STEP < at / 1000) {
      ledger.put(key, { ...news.entry, seen: Math.floor(at / 1000) });
    }
    if (news.count === 0) {
      counts.known++;
      return undefined;
    }
    counts.occurrences += news.count;
    const { count, from } = news;
    const isCensored = !read.isSeries && spam.say(spamKey(read), { count, from, until: read.last });
    return observationOf(read, { cluster, at, count, from, isCensored });
  };

  return {
    size: ledger.size,
    counts: () => counts,
    observe({ changes, at, resourceVersion, contactAt, isTick, isListed }) {
      if (isTick) return { observations: [], gaps: [], checkpoints: {} };
      if (heardAt !== undefined) heardAt = Math.max(heardAt, contactAt ?? heardAt);
      const observations: Observation[] = [];
      for (const { type, object } of changes) {
        counts.changes++;
        if (type === 'DELETED') {
          counts.ended++;
          continue;
        }
        const observation = observeOne(object, at);
        if (observation !== undefined) observations.push(observation);
      }
      const gaps = isListed ? gapsOf({ cluster, heardAt, at, eventTtlMs }) : [];
      heardAt = at;
      const { chunks, from, to } = ledger.takeLog();
      const head: Head = { resourceVersion, heardAt, forgottenUntil: ledger.forgottenUntil(), from, to };
      const kept = Array.from(chunks, ([number, text]) => [chunkName(cluster, number), text] as const);
      return { observations, gaps, checkpoints: { ...Object.fromEntries(kept), [headName(cluster)]: head } };
    },
  };
}

/** What an observer of this cluster has stored last; undefined at first. */
export async function restoreObserver(
  cluster: string,
  checkpoint: (name: string) => Promise<unknown>,
): Promise<SavedObserver | undefined> {
  const head = (await checkpoint(headName(cluster))) as Head | undefined;
  if (head === undefined || head === null) return undefined;
  const chunks: (readonly [number, string])[] = [];
  for (let number = head.from; number <= head.to; number++) {
    const text = await checkpoint(chunkName(cluster, number));
    if (typeof text === 'string') chunks.push([number, text]);
  }
  const { resourceVersion, heardAt, forgottenUntil } = head;
  return { resourceVersion, heardAt, forgottenUntil, chunks };
}

/** The checkpoint that moves with every batch. */
export function headName(cluster: string): string {
  return `observe/${cluster}`;
}

/** The small checkpoint that says which chunks count. */
interface Head {
  readonly resourceVersion: string | undefined;
  readonly heardAt: number;
  readonly forgottenUntil: number;
  readonly from: number;
  readonly to: number;
}

/** What is still there is remembered anew only so often, in s. */
const SEEN_STEP = 600;
/** Names come again, so that what was given up needs no room; so many chunks are 25 million entries. */
const NAMES = 65_536;

const chunkName = (cluster: string, number: number): string => `observe/${cluster}/ledger/${number % NAMES}`;

function observationOf(
  read: ReadEvent,
  seen: {
    readonly cluster: string;
    readonly at: number;
    readonly count: number;
    readonly from: number;
    readonly isCensored: boolean;
  },
): Observation {
  const { type, reason, action, about, related, source, event, message } = read;
  const isCombined = message.startsWith(COMBINED);
  return {
    id: `${event.uid}:${read.total}`,
    cluster: seen.cluster,
    from: seen.from,
    until: read.last,
    seenAt: seen.at,
    count: seen.count,
    type,
    reason,
    message: isCombined ? message.slice(COMBINED.length) : message,
    action,
    about,
    related,
    source,
    origin: 'event',
    event,
    isCensored: seen.isCensored,
    isCombined,
  };
}

/** What came after the last contact and had expired when it was listed was never seen; what is written again lives on. */
function gapsOf({
  cluster,
  heardAt,
  at,
  eventTtlMs,
}: {
  readonly cluster: string;
  readonly heardAt: number | undefined;
  readonly at: number;
  readonly eventTtlMs: number;
}): readonly Gap[] {
  const until = at - eventTtlMs;
  if (heardAt === undefined) return [{ cluster, from: 0, until, why: 'first-start', lost: undefined }];
  return heardAt < until ? [{ cluster, from: heardAt, until, why: 'expired', lost: undefined }] : [];
}

/** As the recorder's getSpamKey makes it (record/events_cache.go@1.36); a uid says all that it says of the object. */
function spamKey({ source, about }: ReadEvent): string {
  if (about.uid !== '') return `${source.component}/${source.instance}/${about.uid}`;
  return `${source.component}/${source.instance}/${about.kind}/${about.namespace}/${about.name}//${about.apiVersion}`;
}
