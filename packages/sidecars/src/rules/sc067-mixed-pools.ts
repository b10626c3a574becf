import { includesOlderThan } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const mixedPools: Rule = {
  id: 'SC067',
  name: 'mixed-pools',
  title: 'Old and new nodes treat the sidecars of one workload differently',
  group: 'versions',
  severity: 'warning',
  about: 'workload',
  why: 'With nodes on both sides of 1.29 it depends on the scheduler whether the pod works. A node that does not know the field refuses the pod or waits for the end of the sidecar.',
  instead: 'Keep such workloads on new nodes by a node selector or affinity until all are upgraded.',
  kubelets: 'ranges from below 1.29 to 1.29 or above',
  sources: ['kubernetes/enhancements keps/sig-node/753-sidecar-containers, Version Skew Strategy'],
  *check(subject) {
    const [sidecar] = sidecarsOf(subject);
    const { kubelets, workload } = subject;
    if (
      !sidecar ||
      !includesOlderThan(kubelets, '1.29.0') ||
      includesOlderThan({ oldest: kubelets.newest, newest: kubelets.newest }, '1.29.0')
    )
      return;
    if (workload.pod.spec?.nodeSelector ?? workload.pod.spec?.affinity?.nodeAffinity) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `${sidecar.name} is a sidecar on nodes of ${kubelets.newest}, and an init container that never ends on those of ${kubelets.oldest}`,
      hint: 'bind the pod to new nodes by a nodeSelector',
    };
  },
};
