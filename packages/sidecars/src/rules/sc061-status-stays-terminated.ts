import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const statusStaysTerminated: Rule = {
  id: 'SC061',
  name: 'status-stays-terminated',
  title: 'A restarted sidecar looks terminated in the status of a pod that is meant to finish',
  group: 'versions',
  severity: 'warning',
  about: 'workload',
  why: 'Under Never and OnFailure the API server refuses the step from terminated to running, so the status of a restarted sidecar, and the readiness of the pod, stay wrong.',
  instead: 'Use 1.29.3 or newer.',
  kubelets: '1.28.0–1.28.7 and 1.29.0–1.29.2',
  sources: ['kubernetes/kubernetes#122902, #123709'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (
      !sidecar ||
      !(
        subject.workload.pod.spec?.restartPolicy === 'Never' || subject.workload.pod.spec?.restartPolicy === 'OnFailure'
      )
    )
      return;
    const affected = kubeletsWithBug(subject.kubelets, 'restartedContainerStaysTerminatedInStatus');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `a restart of ${sidecar.name} does not reach the status of the pod under Kubernetes ${sayNames(affected)} (${issueOf('restartedContainerStaysTerminatedInStatus')})`,
      consequence: 'once restarted, it is shown as terminated for the rest of the pod\u2019s life',
    };
  },
};
