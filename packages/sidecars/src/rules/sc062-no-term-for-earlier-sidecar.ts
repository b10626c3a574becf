import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const noTermForEarlierSidecar: Rule = {
  id: 'SC062',
  name: 'no-term-for-earlier-sidecar',
  title: 'A pod that is deleted while a sidecar has not started hangs for its grace period',
  group: 'versions',
  severity: 'warning',
  about: 'workload',
  why: 'A sidecar before one that is not running gets no SIGTERM until the grace period is over, and is killed then.',
  instead: 'Use 1.29.8, 1.30.4 or 1.31.',
  kubelets: '1.29.0–1.29.7 and 1.30.0–1.30.3',
  sources: ['kubernetes/kubernetes#125880, #126331, #126332'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (!sidecar || !(sidecars.length > 1)) return;
    const affected = kubeletsWithBug(subject.kubelets, 'notStartedSidecarBlocksStop');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `with ${sidecars.length} sidecars a pod that is deleted too early is not stopped under Kubernetes ${sayNames(affected)} (${issueOf('notStartedSidecarBlocksStop')})`,
      consequence: 'the sidecars that run get no SIGTERM, and are killed when the grace period is over',
    };
  },
};
