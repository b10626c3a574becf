import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What the control plane leads to. */
export const CONTROL_PLANE: readonly CausalRule[] = [
  {
    id: 'leader/reconciliation',
    title: 'who has become leader looks at everything anew',
    cause: { reasons: ['LeaderElection'] },
    effect: { reasons: ['RegisteredNode', 'EnsuringLoadBalancer', 'UpdatedLoadBalancer'] },
    join: ['cluster'],
    windowMs: 2 * MINUTE,
    use: 'context',
    source: 'kubernetes staging/src/k8s.io/client-go/tools/leaderelection@1.36',
  },
];
