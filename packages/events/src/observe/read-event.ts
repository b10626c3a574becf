import type { ObjectReference, Observation } from '../observation.ts';

/** An Event as it is meant, whichever of the two APIs it came by (reference C.1). */
export interface ReadEvent
  extends Pick<Observation, 'type' | 'reason' | 'message' | 'action' | 'about' | 'related' | 'source' | 'event'> {
  /** Occurrences so far, at least 1. */
  readonly total: number;
  /** In ms since 1970. */
  readonly first: number;
  readonly last: number;
  /** When this object was made: later than `first` where a recorder wrote it anew after its end. */
  readonly created: number;
  /** Whether a recorder of events.k8s.io wrote it: it has no spam filter, and tells repeats every 30 minutes. */
  readonly isSeries: boolean;
  /** What was wrong with it and could be mended. */
  readonly mended: readonly Mend[];
}

/** What is wrong with an Event that is kept all the same. */
export type Mend = 'time' | 'future' | 'count' | 'wrong-type' | 'message-cut' | 'text';

/** Why something is not taken for an Event. */
export type NotAnEvent = 'not-an-object' | 'no-name' | 'no-uid' | 'no-reason-and-message';

/** Longest message that is kept whole; the longest that was seen has 76 kB (karpenter#2071). */
const LONGEST_MESSAGE = 262_144;
/** Clocks differ; what is further ahead is no time. */
const AHEAD_MS = 600_000;
const MOST = 0xffff_ffff;

/** Reads an object of core/v1 or events.k8s.io/v1; `now` stands in for times that cannot be. */
export function readEvent(object: unknown, now: number): ReadEvent | { readonly refused: NotAnEvent } {
  if (!isRecord(object)) return { refused: 'not-an-object' };
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const mended = new Set<Mend>();
  const text = (value: unknown): string => textOf(value, mended);
  const name = text(metadata.name);
  const uid = text(metadata.uid);
  if (name === '') return { refused: 'no-name' };
  if (uid === '') return { refused: 'no-uid' };
  const reason = text(object.reason);
  const message = text(object.message ?? object.note);
  if (reason === '' && message === '') return { refused: 'no-reason-and-message' };
  const series = isRecord(object.series) ? object.series : undefined;
  const source = record(object.source ?? object.deprecatedSource, mended);
  const time = (...values: readonly unknown[]): number | undefined => firstTime(values, now, mended);
  const eventTime = object.eventTime;
  const created = metadata.creationTimestamp;
  const firstSeen = object.firstTimestamp ?? object.deprecatedFirstTimestamp;
  const lastSeen = object.lastTimestamp ?? object.deprecatedLastTimestamp;
  const last = time(series?.lastObservedTime, lastSeen, eventTime, firstSeen, created) ?? now;
  const first = time(eventTime, firstSeen, created) ?? last;
  const related = object.related;
  return {
    type: text(object.type),
    reason,
    message: message.length > LONGEST_MESSAGE ? cut(message, mended) : message,
    action: text(object.action),
    about: referenceOf(object.involvedObject ?? object.regarding, text),
    related: isRecord(related) ? referenceOf(related, text) : undefined,
    source: {
      component: text(object.reportingComponent ?? object.reportingController) || text(source.component),
      instance: text(source.host) || text(object.reportingInstance),
    },
    event: { namespace: text(metadata.namespace), name, uid, resourceVersion: text(metadata.resourceVersion) },
    total: totalOf(series?.count, object.count ?? object.deprecatedCount, mended),
    first: Math.min(first, last),
    last,
    created: time(created) ?? last,
    isSeries: series !== undefined || (firstSeen ?? null) === null,
    mended: [...mended],
  };
}

function totalOf(series: unknown, count: unknown, mended: Set<Mend>): number {
  const total = series ?? (count || 1);
  if (typeof total === 'number' && Number.isInteger(total) && total >= 1 && total <= MOST) return total;
  mended.add('count');
  return 1;
}

/** The first that is a time: the year 1 is how Go writes that there is none (time.Time.IsZero). */
function firstTime(values: readonly unknown[], now: number, mended: Set<Mend>): number | undefined {
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const at = typeof value === 'string' ? parseTime(value) : Number.NaN;
    if (at > now + AHEAD_MS) {
      mended.add('future');
      return now;
    }
    // Also what was before 1970.
    if (at > 0) return at;
    mended.add('time');
  }
  return undefined;
}

/** What comes together says the same few seconds again and again. */
function parseTime(text: string): number {
  const known = times.get(text);
  if (known !== undefined) return known;
  if (times.size >= 1000) times.clear();
  const at = Date.parse(text);
  times.set(text, at);
  return at;
}

const times = new Map<string, number>();

function textOf(value: unknown, mended: Set<Mend>): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') {
    mended.add('wrong-type');
    return '';
  }
  if (value.isWellFormed() && !value.includes('\0')) return value;
  mended.add('text');
  // PostgreSQL takes no NUL.
  return value.toWellFormed().replaceAll('\0', '\uFFFD');
}

function cut(message: string, mended: Set<Mend>): string {
  mended.add('message-cut');
  return message.slice(0, LONGEST_MESSAGE).toWellFormed();
}

function referenceOf(value: unknown, text: (value: unknown) => string): ObjectReference {
  const reference = isRecord(value) ? value : {};
  return {
    apiVersion: text(reference.apiVersion),
    kind: text(reference.kind),
    namespace: text(reference.namespace),
    name: text(reference.name),
    uid: text(reference.uid),
    fieldPath: text(reference.fieldPath),
  };
}

function record(value: unknown, mended: Set<Mend>): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  if (value !== undefined && value !== null) mended.add('wrong-type');
  return {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
