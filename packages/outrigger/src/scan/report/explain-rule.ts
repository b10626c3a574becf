import { wrap } from '@outrigger/pod';
import type { Rule } from '@outrigger/sidecars';

/** A rule's page as text; examples of YAML keep their lines. */
export function explainRule(rule: Rule, width: number): string {
  const { id, name, title, severity, group, why, instead, kubelets, fixes, sources } = rule;
  const parts = [
    `${id} ${name}: ${title}`,
    `${severity}, of the group ${group}${kubelets === undefined ? '' : `; kubelets ${kubelets}`}`,
    `Why: ${why}`,
    `Instead: ${instead}`,
    `Fixes: ${fixes ?? 'none are made'}`,
    `Sources: ${sources.join('; ')}`,
  ];
  const lines = parts.join('\n\n').split('\n');
  return `${lines.flatMap((line) => (line === '' || line.startsWith(' ') ? [line] : wrap(line, width))).join('\n')}\n`;
}
