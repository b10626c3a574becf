import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What images lead to that cannot be had. */
export const IMAGE: readonly CausalRule[] = [
  {
    id: 'image/back-off',
    title: 'an image that cannot be pulled is tried again, later each time',
    cause: { reasons: ['Failed', 'InspectFailed', 'ErrImageNeverPull'], says: /image|Image/ },
    effect: { reasons: ['BackOff', 'Failed'], says: /pulling|ImagePullBackOff|ErrImage|InvalidImageName/ },
    join: ['pod'],
    windowMs: 5 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/kubelet/images/image_manager.go@1.36',
  },
  {
    id: 'pull-secret/pull',
    title: 'without its pull secret an image of a registry that wants one cannot be pulled',
    cause: { reasons: ['FailedToRetrieveImagePullSecret'] },
    effect: { reasons: ['Failed', 'BackOff'], says: /pull|ErrImage/ },
    join: ['pod'],
    windowMs: 5 * MINUTE,
    use: 'context',
    source: 'kubernetes pkg/kubelet/kubelet_pods.go@1.36 getPullSecretsForPod',
  },
];
