import { mainsOf, sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const unboundedSidecar: Rule = {
  id: 'SC052',
  name: 'unbounded-sidecar',
  title: 'A native sidecar requests nothing',
  group: 'resources',
  severity: 'info',
  about: 'workload',
  why: 'It counts for the whole life of the pod, and the scheduler does not know it is there. Under a ResourceQuota on requests the pod is refused.',
  instead: 'Set `resources.requests`, and a memory limit.',
  sources: ['kubernetes/kubernetes pkg/kubelet/qos/policy.go, v1.36.2', 'kubernetes/kubernetes#111356'],
  *check(subject) {
    if (subject.workload.pod.spec?.resources) return;
    // Where the app itself requests nothing, nobody here counts resources.
    if (!mainsOf(subject).some(({ container }) => container.resources?.requests ?? container.resources?.limits)) return;
    for (const { container, name, path } of sidecarsOf(subject)) {
      if (container.resources?.requests ?? container.resources?.limits) continue;
      yield { path, container: name, message: `${name} requests no cpu and no memory, though the app does` };
    }
  },
};
