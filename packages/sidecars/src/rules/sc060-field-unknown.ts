import { finishes, firstStart } from '../evidence/life-questions.ts';
import { includesOlderThan } from '../subject/kubelet-range.ts';
import { mainsOf, sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const fieldUnknown: Rule = {
  id: 'SC060',
  name: 'field-unknown',
  title: 'A node is too old for native sidecars',
  group: 'versions',
  severity: 'error',
  about: 'workload',
  why: 'Before 1.29 the field is unknown, or off unless the gate SidecarContainers is set: the sidecar is an ordinary init container, and the pod waits for its end.',
  instead: 'Keep ordinary containers until every node has 1.29 (`outrigger migrate --to legacy`).',
  kubelets: '1.27 and 1.28',
  sources: ['kubernetes/enhancements keps/sig-node/753-sidecar-containers, Version Skew Strategy'],
  *check(subject) {
    const [sidecar] = sidecarsOf(subject);
    if (!sidecar || !includesOlderThan(subject.kubelets, '1.29.0')) return;
    const life = subject.evidence.play({ kubelet: subject.kubelets.oldest });
    const [app] = mainsOf(subject);
    const hangs = app !== undefined && firstStart(life, app.name) === undefined && !finishes(life);
    yield {
      path: [...sidecar.path, 'restartPolicy'],
      container: sidecar.name,
      message: `Kubernetes ${subject.kubelets.oldest} does not know ${sidecar.name} for a sidecar`,
      ...(hangs && { consequence: `${app.name} never starts: the pod waits for the end of ${sidecar.name}` }),
    };
  },
};
