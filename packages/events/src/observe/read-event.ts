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
  const mended: Mend[] = [];
  const name = textOf(metadata.name, mended);
  const uid = textOf(metadata.uid, mended);
  if (name === '') return { refused: 'no-name' };
  if (uid === '') return { refused: 'no-uid' };
  const reason = textOf(object.reason, mended);
  const message = textOf(object.message ?? object.note, mended);
  if (reason === '' && message === '') return { refused: 'no-reason-and-message' };
  const series = isRecord(object.series) ? object.series : undefined;
  const source = record(object.source ?? object.deprecatedSource, mended);
  const eventTime = object.eventTime;
  const created = metadata.creationTimestamp;
  const firstSeen = object.firstTimestamp ?? object.deprecatedFirstTimestamp;
  const lastSeen = object.lastTimestamp ?? object.deprecatedLastTimestamp;
  const last = firstTime([series?.lastObservedTime, lastSeen, eventTime, firstSeen, created], now, mended) ?? now;
  const first = firstTime([eventTime, firstSeen, created], now, mended) ?? last;
  const related = object.related;
  return {
    type: textOf(object.type, mended),
    reason,
    message: message.length > LONGEST_MESSAGE ? cut(message, mended) : message,
    action: textOf(object.action, mended),
    about: referenceOf(object.involvedObject ?? object.regarding, mended),
    related: isRecord(related) ? referenceOf(related, mended) : undefined,
    source: {
      component:
        textOf(object.reportingComponent ?? object.reportingController, mended) || textOf(source.component, mended),
      instance: textOf(source.host, mended) || textOf(object.reportingInstance, mended),
    },
    event: {
      namespace: textOf(metadata.namespace, mended),
      name,
      uid,
      resourceVersion: textOf(metadata.resourceVersion, mended),
    },
    total: totalOf(series?.count, object.count ?? object.deprecatedCount, mended),
    first: Math.min(first, last),
    last,
    created: firstTime([created], now, mended) ?? last,
    isSeries: series !== undefined || (firstSeen ?? null) === null,
    mended,
  };
}

function totalOf(series: unknown, count: unknown, mended: Mend[]): number {
  const total = series ?? (count || 1);
  if (typeof total === 'number' && Number.isInteger(total) && total >= 1 && total <= MOST) return total;
  note(mended, 'count');
  return 1;
}

/** The first that is a time: the year 1 is how Go writes that there is none (time.Time.IsZero). */
function firstTime(values: readonly unknown[], now: number, mended: Mend[]): number | undefined {
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const at = typeof value === 'string' ? parseTime(value) : Number.NaN;
    if (at > now + AHEAD_MS) {
      note(mended, 'future');
      return now;
    }
    // Also what was before 1970.
    if (at > 0) return at;
    note(mended, 'time');
  }
  return undefined;
}

/** What comes together says the same few seconds again and again. */
function parseTime(text: string): number {
  if (text === newest) return newestAt;
  let at = times.get(text);
  if (at === undefined) {
    at = Date.parse(text);
    if (times.size >= 1000) times.clear();
    times.set(text, at);
  }
  newest = text;
  newestAt = at;
  return at;
}

const times = new Map<string, number>();
let newest = '';
let newestAt = Number.NaN;

function textOf(value: unknown, mended: Mend[]): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') {
    note(mended, 'wrong-type');
    return '';
  }
  if (value.isWellFormed() && !value.includes('\0')) return value;
  note(mended, 'text');
  // PostgreSQL takes no NUL.
  return value.toWellFormed().replaceAll('\0', '\uFFFD');
}

function cut(message: string, mended: Mend[]): string {
  note(mended, 'message-cut');
  return message.slice(0, LONGEST_MESSAGE).toWellFormed();
}

function referenceOf(value: unknown, mended: Mend[]): ObjectReference {
  const { apiVersion, kind, namespace, name, uid, fieldPath } = isRecord(value) ? value : NOTHING;
  return {
    apiVersion: textOf(apiVersion, mended),
    kind: textOf(kind, mended),
    namespace: textOf(namespace, mended),
    name: textOf(name, mended),
    uid: textOf(uid, mended),
    fieldPath: textOf(fieldPath, mended),
  };
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** Once for each way to be wrong. */
function note(mended: Mend[], what: Mend): void {
  if (!mended.includes(what)) mended.push(what);
}

function record(value: unknown, mended: Mend[]): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  if (value !== undefined && value !== null) note(mended, 'wrong-type');
  return {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
