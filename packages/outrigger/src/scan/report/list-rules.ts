import type { Rule } from '@outrigger/sidecars';

/** The rules, one a line. */
export function listRules(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  return rules
    .map(({ id, name, severity, title }) => `${id}  ${name.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}
