import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const appStaysDownAfterKubeletRestart: Rule = {
  id: 'SC064',
  name: 'app-stays-down-after-kubelet-restart',
  title: 'After a restart of the kubelet a crashed app is not restarted',
  group: 'versions',
  severity: 'error',
  about: 'workload',
  why: 'The kubelet forgets that the startup probe had succeeded, and does not start containers behind a sidecar that has not started.',
  instead: 'Use 1.35.4 or 1.36; avoid 1.35.0 to 1.35.3.',
  kubelets: '1.35.0–1.35.3',
  sources: ['kubernetes/kubernetes#136910, #137885, #137146'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (!sidecar || !sidecars.some(({ container }) => container.startupProbe)) return;
    const affected = kubeletsWithBug(subject.kubelets, 'startupForgottenAfterKubeletRestart');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `a crashed app stays down after a restart of the kubelet under Kubernetes ${sayNames(affected)} (${issueOf('startupForgottenAfterKubeletRestart')})`,
      consequence: 'an app that crashes after the kubelet was restarted is not started again',
    };
  },
};
