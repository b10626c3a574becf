import { printJsonPatch } from '@outrigger/manifest';
import { fingerprint } from '../fingerprint.ts';
import type { Report } from '../print-reports.ts';

/** Everything, for programs. */
export function jsonReport({ findings, suppressed, census }: Report): string {
  const document = {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'ScanReport',
    workloads: census.workloads,
    sidecars: [...census.sidecars].map(([title, counts]) => ({ title, ...counts })),
    suppressed: suppressed.map(({ finding, reason }) => ({
      rule: finding.rule,
      file: finding.file,
      line: finding.position.line,
      message: finding.message,
      reason,
    })),
    findings: findings.map((finding) => {
      const { position, fix, path, ...rest } = finding;
      const { line, column, endLine, endColumn } = position;
      return {
        ...rest,
        path: path.join('.'),
        line,
        column,
        endLine,
        endColumn,
        fingerprint: fingerprint(finding),
        ...(fix && { fix: { title: fix.title, safe: fix.isSafe, patch: printJsonPatch(fix.patch) } }),
      };
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
