import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const imageChangeIgnored: Rule = {
  id: 'SC065',
  name: 'image-change-ignored',
  title: 'A new image of a native sidecar does not restart it',
  group: 'versions',
  severity: 'info',
  about: 'workload',
  why: 'Up to 1.31 the kubelet restarts ordinary containers whose image is changed in a running pod, but not sidecars.',
  instead: 'Use 1.32 or newer if images of running pods are changed.',
  kubelets: 'before 1.32',
  sources: ['kubernetes/kubernetes#126525'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (!sidecar || !(subject.workload.kind === 'Pod')) return;
    const affected = kubeletsWithBug(subject.kubelets, 'sidecarImageChangeIsIgnored');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `a new image of ${sidecar.name} is ignored under Kubernetes ${sayNames(affected)} (${issueOf('sidecarImageChangeIsIgnored')})`,
      consequence: 'the old image runs on until the container ends by itself',
    };
  },
};
