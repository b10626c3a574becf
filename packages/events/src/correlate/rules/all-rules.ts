import type { CausalRule } from '../causal-rule.ts';
import { BATCH } from './batch.ts';
import { CONTAINER } from './container.ts';
import { IMAGE } from './image.ts';
import { NETWORK } from './network.ts';
import { NODE } from './node.ts';
import { ROLLOUT } from './rollout.ts';
import { SCALING } from './scaling.ts';
import { SCHEDULING } from './scheduling.ts';
import { STORAGE } from './storage.ts';

/** A family of rules, with its heading. */
export interface RuleFamily {
  readonly title: string;
  readonly rules: readonly CausalRule[];
}

/**
 * The rules that are shipped; of several that fit an effect the first counts. Files of Kubernetes that they cite were looked up, and
 * its reasons found there; so was node-problem-detector config/kernel-monitor.json@06c4b90. What they say of Karpenter,
 * cert-manager, Flux, the CSI health monitor and other configurations of that detector is known at second hand.
 */
export const RULE_FAMILIES: readonly RuleFamily[] = [
  { title: 'Nodes', rules: NODE },
  { title: 'Containers', rules: CONTAINER },
  { title: 'Images', rules: IMAGE },
  { title: 'Storage', rules: STORAGE },
  { title: 'Network', rules: NETWORK },
  { title: 'Scheduling', rules: SCHEDULING },
  { title: 'Rollouts', rules: ROLLOUT },
  { title: 'Autoscalers', rules: SCALING },
  { title: 'Jobs', rules: BATCH },
];

/** The same in one list. */
export const SHIPPED_RULES: readonly CausalRule[] = RULE_FAMILIES.flatMap(({ rules }) => rules);
