import { allRules } from '../rules/all-rules.ts';
import type { Rule } from '../rules/rule.ts';
import { DEFAULT_RANGE, type KubeletRange } from '../subject/kubelet-range.ts';
import type { Difference } from './expressed-rule.ts';
import { EXPRESSED_RULES } from './expressed-rules.ts';
import { allMutations } from './mutations/all-mutations.ts';
import { UNEXPRESSED } from './unexpressed-rules.ts';

/** What becomes of a rule as a policy. */
export interface PolicyFact {
  readonly rule: Rule;
  /** Whether a ValidatingAdmissionPolicy can say it; `not-here`: for other kubelets than those of the range. */
  readonly validates: 'yes' | 'no' | 'not-here';
  /** Why it cannot; a sentence without a full stop. */
  readonly because?: string;
  /** Where the policy refuses not quite what the rule complains about. */
  readonly differs?: Difference;
  /** What a MutatingAdmissionPolicy does about it: an imperative without a full stop. */
  readonly mutates?: string;
}

/** Every rule, and whether admission policies for a range of kubelets can say it. */
export function listPolicies(kubelets: KubeletRange = DEFAULT_RANGE): readonly PolicyFact[] {
  return allRules().map((rule): PolicyFact => {
    const expressed = EXPRESSED_RULES.find((candidate) => candidate.rule === rule.id);
    const mutation = allMutations().find((candidate) => candidate.rule === rule.id);
    if (!expressed) return { rule, validates: 'no', because: UNEXPRESSED[rule.id] ?? '' };
    const isHere = expressed.concerns?.(kubelets) ?? true;
    return {
      rule,
      validates: isHere ? 'yes' : 'not-here',
      ...(!isHere && { because: `it is about other nodes: ${rule.kubelets ?? 'none of these'}` }),
      ...(expressed.differs && { differs: expressed.differs }),
      ...(mutation && { mutates: mutation.title }),
    };
  });
}
