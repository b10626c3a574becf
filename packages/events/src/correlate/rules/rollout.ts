import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What changes of workloads lead to. */
export const ROLLOUT: readonly CausalRule[] = [
  {
    id: 'rollout/trouble',
    title: 'pods of the new revision fail',
    cause: { reasons: ['ScalingReplicaSet'], kinds: ['Deployment'], says: /Scaled up/ },
    effect: { reasons: ['Unhealthy', 'BackOff', 'Failed', 'FailedMount', 'FailedScheduling', 'FailedCreate'] },
    join: ['owner'],
    windowMs: 30 * MINUTE,
    use: 'context',
    source: 'kubernetes pkg/controller/deployment/sync.go@1.36',
  },
  {
    id: 'create/rollout',
    title: 'pods that may not be made stall their rollout',
    cause: { reasons: ['FailedCreate', 'ReplicaSetCreateError'] },
    effect: { reasons: ['ProgressDeadlineExceeded'] },
    join: ['owner'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/deployment/progress.go@1.36',
  },
  {
    id: 'pods/rollout',
    title: 'pods that do not start stall their rollout',
    cause: { reasons: ['Failed', 'BackOff', 'FailedScheduling', 'FailedMount', 'Unhealthy'] },
    effect: { reasons: ['ProgressDeadlineExceeded'] },
    join: ['owner'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/deployment/progress.go@1.36',
  },
  {
    id: 'gitops/rollout',
    title: 'what GitOps has applied is rolled out',
    cause: {
      reasons: ['Progressing', 'ReconciliationSucceeded'],
      says: /\b[A-Z]\w+\/[-\w.]+\/[-\w.]+ (?:configured|created)/,
    },
    effect: { reasons: ['ScalingReplicaSet'] },
    join: ['applied'],
    windowMs: 30 * MINUTE,
    use: 'context',
    source: 'fluxcd/kustomize-controller internal/controller/kustomization_controller.go',
  },
  {
    id: 'budget/drain',
    title: 'a budget without a pod to spare holds up drains',
    cause: { reasons: ['CalculateExpectedPodCountFailed', 'MultiplePodDisruptionBudgets'] },
    effect: { reasons: ['FailedDraining', 'NodeRepairBlocked'] },
    join: ['budget'],
    windowMs: 60 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/disruption/disruption.go@1.36',
  },
];
