import type { AggregateQuery, AggregateRow } from './event-store.ts';

/** A group as a server has counted it; `least` and `greatest` are of all groups, also those that a limit leaves out. */
export interface CountedGroup {
  readonly window_start: number;
  readonly n: number;
  readonly first: number;
  readonly last: number;
  readonly objects?: number;
  readonly p95?: number;
  readonly least: number;
  readonly greatest: number;
}

/** The rows of an answer; `textOf` gives the value of a group's nth key. */
export function countedRows<Group extends CountedGroup>(
  query: AggregateQuery,
  groups: readonly Group[],
  textOf: (group: Group, nth: number) => string,
): readonly AggregateRow[] {
  const minutes = minutesOf(groups[0], query);
  const { groupBy, windowMs } = query;
  const wanted = new Set<string>(query.metrics);
  return groups.map((group) => ({
    group: Object.fromEntries(groupBy.map((key, nth) => [key, textOf(group, nth)])),
    ...(windowMs !== undefined && { windowStart: group.window_start }),
    ...(wanted.has('count') && { count: group.n }),
    ...(wanted.has('rate') && { rate: group.n / minutes }),
    ...(wanted.has('objects') && { objects: group.objects ?? 0 }),
    ...(wanted.has('first') && { first: group.first }),
    ...(wanted.has('last') && { last: group.last }),
    ...(wanted.has('p95Duration') && { p95Duration: group.p95 ?? 0 }),
  }));
}

function minutesOf(first: CountedGroup | undefined, { windowMs, filter }: AggregateQuery): number {
  const { least = 0, greatest = 0 } = first ?? {};
  const from = filter.from ?? least;
  const until = filter.until ?? greatest;
  // Less than a minute would make a rate of what is one event.
  return Math.max(1, (windowMs ?? until - from) / 60_000);
}
