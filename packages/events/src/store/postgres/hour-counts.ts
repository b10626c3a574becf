import type { SplitObservation } from './observation-columns.ts';
import type { Ask } from './postgres-connection.ts';

/** In ms. */
export const HOUR = 3_600_000;

/** Adds what was written to the counts by hour and group, in the transaction that has written it. */
export async function addHourCounts(
  ask: Ask,
  written: readonly SplitObservation[],
  numberOf: (each: SplitObservation) => number,
): Promise<void> {
  const counts = new Map<string, HourCount>();
  for (const each of written) {
    const { started, ended, occurrences } = each;
    const hour = Math.floor(ended / HOUR);
    const group = numberOf(each);
    const key = `${hour} ${group}`;
    const count = counts.get(key);
    if (count === undefined) {
      counts.set(key, { hour, group, rows: 1, occurrences, first: started, last: ended });
      continue;
    }
    count.rows++;
    count.occurrences += occurrences;
    count.first = Math.min(count.first, started);
    count.last = Math.max(count.last, ended);
  }
  if (counts.size === 0) return;
  // In one order for all writers: none waits for one who waits for it.
  const sorted = [...counts.values()].sort((a, b) => a.hour - b.hour || a.group - b.group);
  await ask(
    `INSERT INTO hour_counts AS h (hour, group_id, rows, occurrences, first, last)
SELECT * FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
ON CONFLICT (hour, group_id) DO UPDATE SET rows = h.rows + excluded.rows, occurrences = h.occurrences + excluded.occurrences,
  first = least(h.first, excluded.first), last = greatest(h.last, excluded.last)`,
    (['hour', 'group', 'rows', 'occurrences', 'first', 'last'] as const).map((column) =>
      sorted.map((each) => each[column]),
    ),
  );
}

interface HourCount {
  readonly hour: number;
  readonly group: number;
  rows: number;
  occurrences: number;
  first: number;
  last: number;
}
