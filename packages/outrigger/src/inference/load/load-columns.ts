import type { LoadReport } from '@outrigger/inference';
import type { Column } from '../../events/print/print-rows.ts';
import { shortMs } from '../simulate/compared-columns.ts';

/** One rate of a load, as it is printed. Times in ms; what nobody measured is null. */
export interface LoadRow {
  readonly workload: string;
  readonly perSecond: number;
  readonly sent: number;
  readonly answered: number;
  readonly shed: number;
  readonly failed: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly ttft: LoadTimes;
  readonly tpot: LoadTimes;
  readonly endToEnd: LoadTimes;
  readonly goodput: number;
  readonly tokensPerSecond: number;
  readonly cached: number;
}

interface LoadTimes {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
}

/** Makes a row of a report. */
export function loadRow(workload: string, perSecond: number, report: LoadReport): LoadRow {
  const { sent, answered, shed, failed, seconds } = report;
  const times = ({ at, count }: LoadReport['ttft']): LoadTimes => {
    const of = (part: number) => (count() === 0 ? null : at(part));
    return { p50: of(0.5), p90: of(0.9), p99: of(0.99) };
  };
  return {
    workload,
    perSecond,
    sent,
    answered,
    shed,
    failed: Object.values(failed).reduce((sum, each) => sum + each, 0),
    errors: failed,
    ttft: times(report.ttft),
    tpot: times(report.tpot),
    endToEnd: times(report.endToEnd),
    goodput: report.good / seconds,
    tokensPerSecond: report.outputTokens / seconds,
    cached: report.cachedTokens / Math.max(1, report.promptTokens),
  };
}

/** Columns of a load. */
export const loadColumns: readonly Column<LoadRow>[] = [
  { heading: 'WORKLOAD', cell: ({ workload }) => workload },
  { heading: 'QPS', cell: ({ perSecond }) => String(perSecond) },
  { heading: 'SENT', cell: ({ sent }) => String(sent) },
  { heading: 'ANSWERED', cell: ({ answered }) => String(answered) },
  { heading: 'SHED', cell: ({ shed }) => String(shed) },
  { heading: 'FAILED', cell: ({ failed }) => String(failed) },
  ms('TTFT P50', ({ ttft }) => ttft.p50),
  ms('TTFT P90', ({ ttft }) => ttft.p90),
  ms('TTFT P99', ({ ttft }) => ttft.p99),
  ms('TPOT P50', ({ tpot }) => tpot.p50, true),
  ms('TPOT P90', ({ tpot }) => tpot.p90),
  ms('TPOT P99', ({ tpot }) => tpot.p99, true),
  ms('E2E P50', ({ endToEnd }) => endToEnd.p50, true),
  ms('E2E P90', ({ endToEnd }) => endToEnd.p90),
  ms('E2E P99', ({ endToEnd }) => endToEnd.p99, true),
  { heading: 'GOODPUT', cell: ({ goodput }) => `${goodput.toFixed(1)}/s`, data: ({ goodput }) => goodput.toFixed(3) },
  {
    heading: 'TOKENS',
    cell: ({ tokensPerSecond }) => `${tokensPerSecond.toFixed(0)}/s`,
    data: ({ tokensPerSecond }) => tokensPerSecond.toFixed(1),
  },
  { heading: 'CACHED', cell: ({ cached }) => `${(cached * 100).toFixed(0)}%`, data: ({ cached }) => cached.toFixed(4) },
];

function ms(heading: string, of: (row: LoadRow) => number | null, isWide = false): Column<LoadRow> {
  const written = (row: LoadRow, write: (value: number) => string) => {
    const value = of(row);
    return value === null ? '-' : write(value);
  };
  return {
    heading,
    cell: (row) => written(row, shortMs),
    data: (row) => written(row, (value) => value.toFixed(2)),
    isWide,
  };
}
