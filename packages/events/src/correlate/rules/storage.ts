import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What volumes and claims lead to. */
export const STORAGE: readonly CausalRule[] = [
  {
    id: 'slow-storage/restarts',
    title: 'pods restart whose volumes took too long to mount',
    cause: {
      reasons: ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'],
      says: /timed out|timeout|[Dd]eadline ?[Ee]xceeded/,
    },
    effect: {
      reasons: ['BackOff', 'Killing', 'Unhealthy', 'ContainerRestarted', 'ContainerExited', 'FailedPostStartHook'],
      saysNot: /pulling|Stopping container/,
    },
    join: ['claim', 'volume', 'owner'],
    windowMs: 15 * MINUTE,
    use: 'root',
    source: 'the article "Enhancing Kubernetes Event Management with Custom Aggregation"',
  },
  {
    id: 'attach/mount',
    title: 'a volume that is not attached cannot be mounted',
    cause: { reasons: ['FailedAttachVolume'] },
    effect: { reasons: ['FailedMount', 'FailedMapVolume'] },
    join: ['pod', 'claim', 'volume'],
    windowMs: 10 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/volume/attachdetach@1.36',
  },
  {
    id: 'node-down/multi-attach',
    title: 'a volume is still attached to a node that is away',
    cause: { reasons: ['NodeNotReady'], kinds: ['Node'] },
    effect: { reasons: ['FailedAttachVolume'], subclasses: ['multi-attach'] },
    join: ['attached'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/volume/attachdetach/reconciler@1.36',
  },
  {
    id: 'claim/pending',
    title: 'a pod waits for a claim for which no volume can be made',
    cause: { reasons: ['ProvisioningFailed', 'FailedBinding', 'ClaimLost', 'VolumeMismatch'] },
    effect: { reasons: ['FailedScheduling'], subclasses: ['unbound-claim', 'missing-claim'] },
    join: ['claim', 'unknown-claim'],
    windowMs: 30 * MINUTE,
    lateMs: 120_000,
    use: 'root',
    source: 'kubernetes pkg/scheduler/framework/plugins/volumebinding@1.36',
  },
  {
    id: 'claim/mount',
    title: 'a claim that is lost or not bound cannot be mounted',
    cause: { reasons: ['ClaimLost', 'ProvisioningFailed', 'ClaimMisbound'] },
    effect: { reasons: ['FailedMount', 'FailedAttachVolume'] },
    join: ['claim', 'volume'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/volume/persistentvolume/pv_controller.go@1.36',
  },
  {
    id: 'first-consumer/deadlock',
    title: 'a claim waits for its first pod, and the pod for the claim',
    cause: { reasons: ['WaitForFirstConsumer', 'WaitForPodScheduled'] },
    effect: { reasons: ['FailedScheduling'], subclasses: ['unbound-claim', 'volume-zone', 'volume-limit'] },
    join: ['claim'],
    windowMs: 10 * MINUTE,
    use: 'context',
    source: 'kubernetes pkg/controller/volume/persistentvolume/pv_controller.go@1.36',
  },
  {
    id: 'volume-sick/pods',
    title: 'a volume in bad condition disturbs the pods that use it',
    cause: { reasons: ['VolumeConditionAbnormal', 'FilesystemIsReadOnly', 'IOError'] },
    effect: { reasons: ['BackOff', 'Unhealthy', 'FailedMount', 'ContainerRestarted'], saysNot: /pulling/ },
    join: ['claim', 'volume', 'node'],
    windowMs: 15 * MINUTE,
    use: 'root',
    source: 'kubernetes-csi/external-health-monitor pkg/controller',
  },
];
