import type { Finding } from '@outrigger/sidecars';
import type { Report } from '../print-reports.ts';
import { sayObject, sayWhole } from './say-finding.ts';

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export function githubReport({ findings }: Report): string {
  return findings.map(toCommand).join('');
}

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

function toCommand(finding: Finding): string {
  const { severity, file, position, rule } = finding;
  const properties = [
    `file=${property(file.replace(/^\.\//, ''))}`,
    `line=${position.line}`,
    `col=${position.column}`,
    `endLine=${position.endLine}`,
    `title=${property(`${rule} ${sayObject(finding)}`)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(sayWhole(finding))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
