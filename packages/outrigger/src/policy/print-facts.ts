import type { PolicyFact } from '@outrigger/sidecars';
import { printData } from '../explain/output/print-data.ts';
import { alignColumns } from '../resources/align-columns.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { PolicyFlags } from './flags.ts';

/** Prints which rules can be policies, and why others cannot. */
export async function printFacts(
  facts: readonly PolicyFact[],
  { output }: PolicyFlags,
  surroundings: Surroundings,
): Promise<void> {
  if (output === undefined) surroundings.stdout.write(table(facts));
  else await printData([toDocument(facts)], { format: output, kind: 'PolicyRules' }, surroundings);
}

function table(facts: readonly PolicyFact[]): string {
  const rows = facts.map((fact) => [
    fact.rule.id,
    fact.rule.name,
    VALIDATES[fact.validates],
    fact.mutates === undefined ? 'no' : 'yes',
    remark(fact),
  ]);
  return `${alignColumns([['RULE', 'NAME', 'VALIDATING', 'MUTATING', 'REMARK'], ...rows]).join('\n')}\n`;
}

const VALIDATES = { yes: 'yes', no: 'no', 'not-here': 'not here' } as const;

function remark({ because, differs }: PolicyFact): string {
  return [because, differs && `${DIFFERS[differs.as]}: ${differs.because}`]
    .filter((part) => part !== undefined)
    .join('; ');
}

const DIFFERS = { narrower: 'refuses less', wider: 'refuses more', apart: 'differs' } as const;

function toDocument(facts: readonly PolicyFact[]): object {
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'PolicyRules',
    rules: facts.map(({ rule, ...fact }) => ({ rule: rule.id, name: rule.name, title: rule.title, ...fact })),
  };
}
