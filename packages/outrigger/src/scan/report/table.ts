import { wrap } from '@outrigger/pod';
import type { Finding } from '@outrigger/sidecars';
import type { Report, ReportStyle } from '../print-reports.ts';
import { sayObject } from './say-finding.ts';

/** For people: per file each finding with its place, what comes of it and what to do; the line itself where there are few. */
export function tableReport({ findings }: Report, { color, width }: ReportStyle): string {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const showsText = findings.length <= FEW;
  const blocks = [...byFile].map(([file, found]) => {
    const entries = found.map((finding) => block(finding, { color, width, showsText }));
    return `${bold(file, color)}\n${entries.join('')}`;
  });
  return blocks.join('\n');
}

/** With more findings than this, the lines they are about would bury them. */
const FEW = 30;

interface BlockStyle extends ReportStyle {
  readonly showsText: boolean;
}

function block(finding: Finding, { color, width, showsText }: BlockStyle): string {
  const { rule, severity, position, message, consequence, hint, fix } = finding;
  const place = `${position.line}:${position.column}`.padEnd(8);
  const head = `  ${place}${paint(severity, color)} ${rule}  ${sayObject(finding)}`;
  const lines = [
    message,
    ...(consequence === undefined ? [] : [`→ ${consequence}`]),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ...(fix === undefined ? [] : [`fix: ${fix.title}`]),
  ].flatMap((text) => wrap(text, Math.max(30, width - 10)).map((line, i) => `${' '.repeat(i === 0 ? 10 : 12)}${line}`));
  return `${[head, ...lines, ...(showsText ? excerpt(finding) : [])].join('\n')}\n`;
}

function excerpt({ position }: Finding): readonly string[] {
  const { line, column, endLine, endColumn } = position;
  const text = position.excerpt.text.replaceAll('\t', ' ').trimEnd();
  const from = Math.max(0, column - position.excerpt.column);
  const width = endLine === line ? endColumn - column : text.length - from;
  return [`          | ${text}`, `          | ${' '.repeat(from)}${'^'.repeat(Math.min(Math.max(1, width), 60))}`];
}

const COLORS = { error: 31, warning: 33, info: 36 } as const;

function paint(severity: Finding['severity'], color: boolean): string {
  const word = severity.padEnd(7);
  return color ? `\u001b[${COLORS[severity]}m${word}\u001b[39m` : word;
}

function bold(text: string, color: boolean): string {
  return color ? `\u001b[1m${text}\u001b[22m` : text;
}
