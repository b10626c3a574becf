import { type Compared, compare } from '@outrigger/inference';
import { type Column, printRows } from '../../events/print/print-rows.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { comparedColumns } from './compared-columns.ts';
import { htmlReport } from './html-report.ts';
import { type ComparisonFlags, readComparisons } from './read-comparisons.ts';
import { reportCharts } from './report-charts.ts';

/** What the flags of `outrigger inference simulate` hold. */
export interface SimulateFlags extends ComparisonFlags {
  readonly output: string;
  readonly headers: boolean;
}

/** Runs `outrigger inference simulate` and answers with its exit code. */
export async function simulate(flags: SimulateFlags, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const comparisons = readComparisons(flags);
  const rows: Compared[] = [];
  for (const comparison of comparisons) {
    const { workload, engine, replicas, seeds } = comparison;
    stderr.write(`${workload.name}: ${workload.source}\n`);
    stderr.write(`  ${replicas} × ${engine.source}; ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}\n`);
    for (const row of compare(comparison)) {
      rows.push(row);
      // A long comparison says that it goes on.
      if (stderr.isTty) stderr.write(`\r\u001b[K  ${row.perSecond}/s ${row.policy}`);
    }
    if (stderr.isTty) stderr.write('\r\u001b[K');
  }
  if (flags.output === 'svg') stdout.write(`${reportCharts(rows)}\n`);
  else if (flags.output === 'html') stdout.write(htmlReport(comparisons, rows));
  else await printRows(rows, comparedColumns as readonly Column<Compared>[], flags, surroundings);
  return 0;
}
