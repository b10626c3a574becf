import type { Compared, Figure } from '@outrigger/inference';
import type { Column } from '../../events/print/print-rows.ts';

/** Columns of a comparison: what counts first; the rest with -o wide. */
export const comparedColumns: readonly Column<Compared>[] = [
  { heading: 'WORKLOAD', cell: ({ workload }) => workload },
  { heading: 'QPS', cell: ({ perSecond }) => String(perSecond) },
  { heading: 'POLICY', cell: ({ policy }) => policy },
  ms('TTFT P50', ({ ttft }) => ttft.p50),
  ms('TTFT P90', ({ ttft }) => ttft.p90, true),
  ms('TTFT P99', ({ ttft }) => ttft.p99),
  { ...ms('TPOT P50', ({ tpot }) => tpot.p50), isWide: true },
  ms('TPOT P90', ({ tpot }) => tpot.p90),
  { ...ms('TPOT P99', ({ tpot }) => tpot.p99), isWide: true },
  { ...ms('E2E P50', ({ endToEnd }) => endToEnd.p50), isWide: true },
  ms('E2E P90', ({ endToEnd }) => endToEnd.p90),
  { ...ms('E2E P99', ({ endToEnd }) => endToEnd.p99), isWide: true },
  {
    heading: 'GOODPUT',
    cell: ({ goodput }) => `${goodput.mean.toFixed(1)}/s${within(goodput, (value) => value.toFixed(1))}`,
    data: ({ goodput }) => goodput.mean.toFixed(3),
  },
  {
    heading: 'TOKENS',
    cell: ({ tokensPerSecond }) => `${tokensPerSecond.mean.toFixed(0)}/s`,
    data: ({ tokensPerSecond }) => tokensPerSecond.mean.toFixed(1),
    isWide: true,
  },
  share('SHED', ({ shed }) => shed),
  share('UNFINISHED', ({ unfinished }) => unfinished),
  share('CACHED', ({ cacheHits }) => cacheHits),
];

/** A time as people read it: `105ms`, `6.01s`. */
export function shortMs(value: number): string {
  if (!Number.isFinite(value)) return 'never';
  if (value < 100) return `${value.toFixed(1)}ms`;
  return value < 1000 ? `${value.toFixed(0)}ms` : `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)}s`;
}

function ms(heading: string, of: (row: Compared) => Figure, isSure = false): Column<Compared> {
  return {
    heading,
    cell: (row) => `${shortMs(of(row).mean)}${isSure ? within(of(row), shortMs) : ''}`,
    data: (row) => of(row).mean.toFixed(2),
  };
}

function share(heading: string, of: (row: Compared) => Figure): Column<Compared> {
  return {
    heading,
    cell: (row) => `${(of(row).mean * 100).toFixed(of(row).mean > 0 && of(row).mean < 0.1 ? 1 : 0)}%`,
    data: (row) => of(row).mean.toFixed(4),
  };
}

/** ` ±4ms`: how far off the mean may be. */
function within({ within: half }: Figure, write: (value: number) => string): string {
  return half === undefined ? '' : ` ±${write(half)}`;
}
