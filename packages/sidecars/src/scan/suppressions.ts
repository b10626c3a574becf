import type { Finding } from '../finding/finding.ts';
import { allRules } from '../rules/all-rules.ts';
import { type Allowance, readAllowances } from './read-allowances.ts';

/** Findings of one file, after the file has had its say. */
export interface Suppressed {
  /** What is left. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Suppressions that do not count, and why: no reason given, or nothing to suppress. */
  readonly complaints: readonly { readonly line: number; readonly message: string; readonly isUnused: boolean }[];
}

/** A finding that its file allows, and why. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/**
 * Takes out the findings that comments in the text allow: `# outrigger:ignore SC021 reason` on the line of the finding, on the
 * one above it, or above the object; `# outrigger:ignore-file SC021 reason` anywhere for the whole file; the annotation
 * `outrigger.dev/ignore: "SC021: reason"` for its object. Every one of them has to give a reason.
 */
export function applySuppressions(text: string, findings: readonly Finding[]): Suppressed {
  if (!text.includes('outrigger')) return { findings, suppressed: [], complaints: [] };
  const { allowances, documentAt } = readAllowances(text);
  const used = new Set<Allowance>();
  const left: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const allowing = allowances.filter(
      (allowance) =>
        allowance.reason !== '' &&
        speaksOf(allowance, finding.rule) &&
        reaches(allowance, finding.position.line, documentAt),
    );
    for (const allowance of allowing) used.add(allowance);
    if (allowing[0]) suppressed.push({ finding, reason: allowing[0].reason });
    else left.push(finding);
  }
  const complaints = allowances.flatMap((allowance) => {
    const { line, rules, reason } = allowance;
    const names = rules.join(', ');
    if (reason === '')
      return { line, isUnused: false, message: `a suppression of ${names} gives no reason, and does not count` };
    const unknown = rules.filter((rule) => rule !== 'all' && idOf(rule) === undefined);
    if (unknown.length > 0)
      return { line, isUnused: false, message: `a suppression names no rule that there is: ${unknown.join(', ')}` };
    return used.has(allowance) ? [] : { line, isUnused: true, message: `nothing to suppress here for ${names}` };
  });
  return { findings: left, suppressed, complaints };
}

function speaksOf({ rules }: Allowance, id: string): boolean {
  return rules.some((rule) => rule === 'all' || idOf(rule) === id);
}

function idOf(rule: string): string | undefined {
  return allRules().find(({ id, name }) => id === rule.toUpperCase() || name === rule)?.id;
}

function reaches({ reach, from, to }: Allowance, line: number, documentAt: (line: number) => number): boolean {
  if (reach === 'file') return true;
  if (reach === 'document') return documentAt(line) === documentAt(from);
  return line >= from && line <= to;
}
