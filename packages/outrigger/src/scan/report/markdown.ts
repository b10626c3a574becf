import type { Report } from '../print-reports.ts';
import { sayObject, sayWhole } from './say-finding.ts';
import { summary } from './summary.ts';

/** A table for a pull request or a page. */
export function markdownReport(report: Report): string {
  const rows = report.findings.map((finding) => {
    const { severity, rule, file, position } = finding;
    return `| ${severity} | ${rule} | ${cell(sayObject(finding))} | ${cell(`${file}:${position.line}`)} | ${cell(sayWhole(finding))} |`;
  });
  const table =
    rows.length === 0 ? '' : `| | Rule | Object | Where | What |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n`;
  return `${table}${summary(report)}`;
}

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
