import type { Finding } from '../finding/finding.ts';
import type { Rule } from '../rules/rule.ts';
import type { ScriptSubject } from '../subject/script-subject.ts';

/** What a rule found in a script, with offsets in its text; where that is in a file, its reader knows. */
export type ScriptFinding = Omit<Finding, 'file' | 'path' | 'position' | 'fix'> & {
  readonly start: number;
  readonly end: number;
};

/** Looks through a script or Dockerfile, in the order of its text. */
export function scanScript(subject: ScriptSubject, rules: readonly Rule[]): readonly ScriptFinding[] {
  const findings: ScriptFinding[] = [];
  for (const rule of rules) {
    if (rule.about !== 'script') continue;
    for (const found of rule.check(subject)) {
      findings.push({ ...found, rule: rule.id, severity: found.severity ?? rule.severity });
    }
  }
  return findings.toSorted((a, b) => a.start - b.start);
}
