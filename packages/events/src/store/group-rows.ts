import type { AggregateQuery, AggregateRow } from './event-store.ts';

/** What is gathered of one group. */
export interface Group {
  readonly windowStart: number;
  /** In the order of `groupBy`. */
  readonly values: readonly string[];
  count: number;
  first: number;
  last: number;
  readonly objects: Set<string>;
  readonly durations: number[];
}

/** The group of an interval and of what it has of the keys; empty at first. */
export function groupFor(groups: Map<string, Group>, windowStart: number, values: readonly string[]): Group {
  const key = JSON.stringify([windowStart, ...values]);
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = {
    windowStart,
    values,
    count: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    objects: new Set<string>(),
    durations: [],
  };
  groups.set(key, group);
  return group;
}

/** The answer: by interval, then the greatest first, no more than asked for. */
export function groupRows(groups: readonly Group[], query: AggregateQuery): readonly AggregateRow[] {
  const minutes = minutesOf(groups, query);
  return groups
    .toSorted(
      (a, b) => a.windowStart - b.windowStart || b.count - a.count || compare(a.values.join('\0'), b.values.join('\0')),
    )
    .slice(0, query.limit)
    .map((group) => rowOf(group, query, minutes));
}

/** Of the interval, of the range that was asked for, or else of the time in which anything was. */
function minutesOf(groups: readonly Group[], { windowMs, filter: { from, until } }: AggregateQuery): number {
  const first = from ?? Math.min(...groups.map((group) => group.first));
  const last = until ?? Math.max(...groups.map((group) => group.last));
  // Less than a minute would make a rate of what is one event.
  return Math.max(1, (windowMs ?? last - first) / 60_000);
}

function rowOf(group: Group, { groupBy, metrics, windowMs }: AggregateQuery, minutes: number): AggregateRow {
  const { windowStart, values, count, first, last, objects, durations } = group;
  const row: Omit<AggregateRow, 'group'> = {
    ...(windowMs !== undefined && { windowStart }),
    ...(metrics.includes('count') && { count }),
    ...(metrics.includes('rate') && { rate: count / minutes }),
    ...(metrics.includes('objects') && { objects: objects.size }),
    ...(metrics.includes('first') && { first }),
    ...(metrics.includes('last') && { last }),
    ...(metrics.includes('p95Duration') && { p95Duration: p95(durations) }),
  };
  return { group: Object.fromEntries(groupBy.map((key, index) => [key, values[index] ?? ''])), ...row };
}

/** By the nearest rank. */
function p95(durations: readonly number[]): number {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
