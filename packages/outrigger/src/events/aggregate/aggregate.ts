import { AGGREGATE_KEYS, AGGREGATE_METRICS, type AggregateRow, readDuration } from '@outrigger/events';
import { humanDuration } from '@outrigger/pod';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { filterOf, limitOf } from '../ask/read-filter.ts';
import { type Column, printRows } from '../print/print-rows.ts';

/** What the flags of `outrigger events aggregate` hold. */
export interface AggregateFlags extends AskFlags {
  readonly groupBy: string;
  readonly window?: string;
  readonly metrics: string;
}

/** Runs `outrigger events aggregate` and answers with its exit code. */
export async function aggregate(flags: AggregateFlags, surroundings: Surroundings): Promise<number> {
  const now = Date.now();
  const groupBy = words('--group-by', flags.groupBy, AGGREGATE_KEYS);
  const metrics = words('--metrics', flags.metrics, AGGREGATE_METRICS);
  const windowMs = readWindow(flags.window);
  const question = {
    filter: filterOf(flags, now),
    groupBy,
    metrics,
    limit: limitOf(flags),
    ...(windowMs !== undefined && { windowMs }),
  };
  await using source = await openSource(flags, surroundings);
  const rows = await asking(() => source.reader.aggregate(question));
  if (rows.length === 0 && /^(?:table|wide)$/.test(flags.output)) surroundings.stderr.write('no events fit\n');
  else {
    const when: readonly Column<AggregateRow>[] =
      windowMs === undefined
        ? []
        : [{ heading: 'FROM', cell: ({ windowStart = 0 }) => new Date(windowStart).toISOString() }];
    const columns = [...when, ...groupBy.map(groupColumn), ...metrics.map((metric) => metricColumn(metric, now))];
    await printRows(rows, columns, flags, surroundings);
  }
  return 0;
}

function words<T extends string>(flag: string, given: string, known: readonly T[]): readonly T[] {
  return given.split(',').map((word) => {
    const found = known.find((each) => each === word.trim());
    if (found === undefined) throw badFlag(flag, `"${word}" is not known`, `there are ${known.join(', ')}`);
    return found;
  });
}

function readWindow(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = readDuration(text);
  if (ms === undefined || ms < 1000)
    throw badFlag('--window', `"${text}" is no interval of a second or more`, 'write 5m');
  return ms;
}

function groupColumn(key: keyof AggregateRow['group']): Column<AggregateRow> {
  return { heading: key.toUpperCase(), cell: ({ group }) => group[key] || '-' };
}

function metricColumn(metric: (typeof AGGREGATE_METRICS)[number], now: number): Column<AggregateRow> {
  const isMoment = metric === 'first' || metric === 'last';
  return {
    heading: { p95Duration: 'P95 DURATION', rate: 'PER MINUTE' }[metric as string] ?? metric.toUpperCase(),
    cell: (row) => {
      const value = row[metric];
      if (value === undefined) return '-';
      if (isMoment) return humanDuration(Math.max(0, now - value));
      if (metric === 'p95Duration') return humanDuration(value);
      return metric === 'rate' ? value.toFixed(2) : String(value);
    },
    data: (row) => {
      const value = row[metric];
      if (value === undefined) return '';
      return isMoment ? new Date(value).toISOString() : String(value);
    },
  };
}
