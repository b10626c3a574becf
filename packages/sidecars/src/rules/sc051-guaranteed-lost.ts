import { qosVerdict } from '@outrigger/pod';
import { sidecarsOf } from './containers-of.ts';
import { resourcesOf } from './resources-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const guaranteedLost: Rule = {
  id: 'SC051',
  name: 'guaranteed-lost',
  title: 'A sidecar without equal requests and limits costs the pod its Guaranteed class',
  group: 'resources',
  severity: 'warning',
  about: 'workload',
  why: 'A pod is Guaranteed only if every container, init containers and sidecars included, has cpu and memory limits equal to its requests. Without it the pod has no exclusive CPUs and is killed earlier when memory runs out.',
  instead: 'Give the sidecar requests and limits of the same size.',
  sources: ['kubernetes/kubernetes pkg/apis/core/v1/helper/qos/qos.go, v1.36.2'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    if (sidecars.length === 0) return;
    const verdict = qosVerdict(resourcesOf(subject.workload.pod, subject.kubelets.newest));
    if (verdict.class !== 'Burstable') return;
    const names = new Set(sidecars.map(({ name }) => name));
    // Only where nothing but sidecars stands in the way.
    if (!verdict.obstacles.every(({ container }) => container !== undefined && names.has(container))) return;
    const culprits = [...new Set(verdict.obstacles.flatMap(({ container }) => container ?? []))];
    const first = sidecars.find(({ name }) => name === culprits[0]);
    if (!first) return;
    yield {
      path: first.path,
      container: first.name,
      message: `${sayNames(culprits)} ${culprits.length === 1 ? 'keeps' : 'keep'} the pod from being Guaranteed`,
      consequence: 'the pod is Burstable: no exclusive CPUs, and sooner killed when the node runs out of memory',
    };
  },
};
