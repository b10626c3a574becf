import { issueOf, kubeletsWithBug } from '../subject/kubelet-range.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const stuckAfterCreate: Rule = {
  id: 'SC066',
  name: 'stuck-after-create',
  title: 'A sidecar that was created but not started is never started',
  group: 'versions',
  severity: 'info',
  about: 'workload',
  why: 'When the start of a created container fails, for instance because the kubelet restarts in between, an init container or sidecar stays in Created.',
  instead: 'Use 1.29.9, 1.30.5, 1.31.1 or newer.',
  kubelets: 'before 1.29.9, 1.30.5 and 1.31.1',
  sources: ['kubernetes/kubernetes#126543, #127162'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    const [sidecar] = sidecars;
    if (!sidecar || !true) return;
    const affected = kubeletsWithBug(subject.kubelets, 'createdContainerIsStuck');
    if (affected.length === 0) return;
    yield {
      path: sidecar.path,
      container: sidecar.name,
      message: `${sidecar.name} may stay Created for ever under Kubernetes ${sayNames(affected)} (${issueOf('createdContainerIsStuck')})`,
      consequence: 'the pod hangs in Init until it is deleted',
    };
  },
};
