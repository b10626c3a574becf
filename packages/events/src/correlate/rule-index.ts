import type { Observation } from '../observation.ts';
import type { CausalRule, FactMatch } from './causal-rule.ts';

/** Rules by the reasons they speak of. */
export interface RuleIndex {
  readonly asCause: (observation: Observation, workload: string) => readonly CausalRule[];
  readonly asEffect: (observation: Observation, workload: string) => readonly CausalRule[];
}

/** Rules in the order in which they count. */
export function indexRules(rules: readonly CausalRule[]): RuleIndex {
  const causes = bySide(rules, ({ cause }) => cause);
  const effects = bySide(rules, ({ effect }) => effect);
  return {
    asCause: (observation, workload) =>
      causes(observation.reason).filter(({ cause }) => matches(cause, observation, workload)),
    asEffect: (observation, workload) =>
      effects(observation.reason).filter(({ effect }) => matches(effect, observation, workload)),
  };
}

function bySide(rules: readonly CausalRule[], side: (rule: CausalRule) => FactMatch) {
  const named = new Map<string, readonly CausalRule[]>();
  for (const reason of new Set(rules.flatMap((rule) => side(rule).reasons ?? []))) {
    named.set(
      reason,
      rules.filter((rule) => side(rule).reasons?.includes(reason) ?? true),
    );
  }
  const others = rules.filter((rule) => side(rule).reasons === undefined);
  return (reason: string): readonly CausalRule[] => named.get(reason) ?? others;
}

function matches(match: FactMatch, observation: Observation, workload: string): boolean {
  const { kinds, subclasses, says, saysNot, workloads, when } = match;
  return (
    (kinds === undefined || kinds.includes(observation.about.kind)) &&
    (subclasses === undefined || subclasses.includes(observation.class?.subclass ?? '')) &&
    (says === undefined || says.test(observation.message)) &&
    (saysNot === undefined || !saysNot.test(observation.message)) &&
    (workloads === undefined || workloads.test(workload)) &&
    (when === undefined || when(observation))
  );
}
