import type { Rule } from '@outrigger/sidecars';

/** A rule's page as text. */
export function explainRule(rule: Rule): string {
  const { id, name, title, severity, group, why, instead, kubelets, fixes, sources } = rule;
  const parts = [
    `${id} ${name}: ${title}`,
    `${severity}, of the group ${group}${kubelets === undefined ? '' : `; kubelets ${kubelets}`}`,
    `Why: ${why}`,
    `Instead: ${instead}`,
    `Fixes: ${fixes ?? 'none are made'}`,
    `Sources: ${sources.join('; ')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
