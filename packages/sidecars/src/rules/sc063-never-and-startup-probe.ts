import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const neverAndStartupProbe: Rule = {
  id: 'SC063',
  name: 'never-and-startup-probe',
  title: 'Under Never a sidecar whose first start fails is never probed again',
  group: 'versions',
  severity: 'warning',
  about: 'workload',
  why: 'The startup probe of a sidecar is given up with its first failure under `restartPolicy: Never`, although the sidecar is restarted: the app never starts.',
  instead: 'Use 1.33.6, 1.34.2 or newer, or OnFailure.',
  kubelets: 'before 1.33.6 and 1.34.0–1.34.1',
  sources: ['kubernetes/kubernetes#132826, #134800'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (
      !sidecar ||
      !(
        subject.workload.pod.spec?.restartPolicy === 'Never' && sidecars.some(({ container }) => container.startupProbe)
      )
    )
      return;
    const affected = kubeletsWithBug(subject.kubelets, 'startupProbeEndsWithFirstFailureUnderNever');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `a first start of ${sidecar.name} that fails is never made good under Kubernetes ${sayNames(affected)} (${issueOf('startupProbeEndsWithFirstFailureUnderNever')})`,
      consequence: 'the app never starts, and the pod stays Pending',
    };
  },
};
