import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { text } from '../cel/literal.ts';
import { variablesFor } from '../cel/variables.ts';
import type { ExpressedRule } from '../expressed-rule.ts';
import { MATCH_CONSTRAINTS, matchConditions } from './matching.ts';

/** The spec of the ValidatingAdmissionPolicy that says what a rule says. */
export function validatingSpec(
  rule: ExpressedRule,
  { entries, page }: { readonly entries: readonly CatalogEntry[]; readonly page: string },
): Readonly<Record<string, unknown>> {
  const offenders = rule.offenders(entries);
  const ending = `: ${rule.says} (${rule.rule}, ${page})`;
  return {
    // A pod that cannot be judged, such as one of a thousand containers, is let in: nothing here is about security.
    failurePolicy: 'Ignore',
    matchConstraints: MATCH_CONSTRAINTS,
    matchConditions: matchConditions(rule.seesPodsOfControllers ? 'all pods' : 'templates first'),
    variables: [...variablesFor([offenders], entries), { name: 'offenders', expression: offenders }],
    validations: [
      {
        expression: 'size(variables.offenders) == 0',
        messageExpression: `variables.offenders.join(', ') + ${text(ending)}`,
        message: `a container${ending}`,
        reason: 'Invalid',
      },
    ],
  };
}
