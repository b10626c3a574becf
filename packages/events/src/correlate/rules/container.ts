import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What containers and their probes lead to. */
export const CONTAINER: readonly CausalRule[] = [
  {
    id: 'liveness/killed',
    title: 'a container that fails its probe often enough is killed',
    cause: { reasons: ['Unhealthy'] },
    effect: { reasons: ['Killing'], subclasses: ['probe'] },
    join: ['pod'],
    windowMs: 5 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/kubelet/prober/worker.go@1.36',
  },
  {
    id: 'killed/restarts',
    title: 'a container that was killed for its probe is started again, and backs off',
    cause: { reasons: ['Killing'], subclasses: ['probe', 'hook'] },
    effect: { reasons: ['Created', 'Started', 'BackOff', 'ContainerRestarted'] },
    join: ['pod'],
    windowMs: 10 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go@1.36',
  },
  {
    id: 'exit/back-off',
    title: 'a container that ends is started again, later each time',
    cause: {
      reasons: ['OOMKilled', 'ContainerOOMKilled', 'ContainerDied', 'ContainerExited', 'Failed'],
      saysNot: /pull/,
    },
    effect: { reasons: ['BackOff'], saysNot: /pulling/ },
    join: ['pod'],
    windowMs: 10 * MINUTE,
    use: 'context',
    source: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go@1.36 doBackOff',
  },
  {
    id: 'hook/killed',
    title: 'a container whose hook fails after its start is killed',
    cause: { reasons: ['FailedPostStartHook'] },
    effect: { reasons: ['Killing', 'BackOff'], saysNot: /pulling/ },
    join: ['pod'],
    windowMs: 10 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go@1.36',
  },
];
