import type { Report } from '../print-reports.ts';

/** What there is, how much of it is native, and what to do first. */
export function summary({ findings, suppressed, census, errors }: Report): string {
  const lines = [countLine(census.workloads, 'workload')];
  for (const [title, { native, legacy }] of [...census.sidecars].toSorted((a, b) => sum(b[1]) - sum(a[1]))) {
    lines.push(`  ${title}: ${native} native, ${legacy} ${legacy === 1 ? 'is' : 'are'} not`);
  }
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return `${n} ${severity}${n === 1 || severity === 'info' ? '' : 's'}`;
  });
  lines.push(`${counts.join(', ')}${suppressed.length > 0 ? `, ${suppressed.length} suppressed` : ''}`);
  if (errors > 0)
    lines.push(`${countLine(errors, 'error')} in the input, see above: what cannot be read was not looked at`);
  const first =
    findings.find(({ severity }) => severity === 'error') ?? findings.find(({ severity }) => severity === 'warning');
  if (first) lines.push(`first: ${first.file}:${first.position.line} ${first.message}`);
  if (findings.some(({ rule }) => rule === 'SC001' || rule === 'SC021'))
    lines.push('next: outrigger migrate shows how to make them native');
  return `${lines.join('\n')}\n`;
}

function sum({ native, legacy }: { readonly native: number; readonly legacy: number }): number {
  return native + legacy;
}

function countLine(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
