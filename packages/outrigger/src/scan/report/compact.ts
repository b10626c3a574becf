import type { Report } from '../print-reports.ts';
import { sayObject, sayWhole } from './say-finding.ts';

/** One line per finding, as compilers print them: `file:line:column: severity SC001 object: message`. */
export function compactReport({ findings }: Report): string {
  return findings
    .map((finding) => {
      const { file, position, severity, rule } = finding;
      return `${file}:${position.line}:${position.column}: ${severity} ${rule} ${sayObject(finding)}: ${sayWhole(finding)}\n`;
    })
    .join('');
}
