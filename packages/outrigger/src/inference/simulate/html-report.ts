import type { Compared, Comparison } from '@outrigger/inference';
import { comparedColumns } from './compared-columns.ts';
import { reportCharts } from './report-charts.ts';

/** A page of its own, with nothing from elsewhere: what was played, charts, and all figures. */
export function htmlReport(comparisons: readonly Comparison[], rows: readonly Compared[]): string {
  const played = comparisons.map(({ workload, engine, replicas, seconds, warmUp, seeds, objective }) => {
    const where = `${replicas} × ${engine.source}`;
    const how = `${seconds} s after ${warmUp} s of warm-up, seeds ${seeds.join(', ')}; good: first token within ${objective.ttftMs} ms, each other within ${objective.tpotMs} ms`;
    return `<li><b>${escaped(workload.name)}</b>: ${escaped(workload.source)}.<br>${escaped(where)}.<br>${escaped(how)}.</li>`;
  });
  const head = comparedColumns.map(({ heading }) => `<th>${heading}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${comparedColumns.map(({ cell }) => `<td>${escaped(cell(row))}</td>`).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Policies side by side</title><style>
body { font: 14px system-ui, sans-serif; margin: 2rem; color: #222 } div { overflow-x: auto }
table { border-collapse: collapse } th, td { padding: .2rem .6rem; text-align: right; white-space: nowrap }
th { border-bottom: 1px solid #999 } td:nth-child(-n+3), th:nth-child(-n+3) { text-align: left } tr:nth-child(even) { background: #f6f6f6 }
svg { max-width: 100%; height: auto }
</style></head><body>
<h1>Policies side by side</h1>
<p>Simulated by outrigger inference simulate: the same requests for each policy. ± is a 95 % confidence interval over the seeds.</p>
<ul>${played.join('')}</ul>
${reportCharts(rows)}
<div><table><thead><tr>${head}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
