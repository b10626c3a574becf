import { effectiveRequests, printQuantity } from '@outrigger/pod';
import { sidecarsOf } from './containers-of.ts';
import { resourcesOf } from './resources-of.ts';
import type { Rule } from './rule.ts';

export const initBesideSidecar: Rule = {
  id: 'SC050',
  name: 'init-beside-sidecar',
  title: 'An init container after a sidecar makes the pod request more',
  group: 'resources',
  severity: 'info',
  about: 'workload',
  why: 'An ordinary init container counts together with the sidecars that were started before it. When that is more than the app and its sidecars need, the pod reserves it for good.',
  instead: 'Declare the init container before the sidecar, if it does not need it.',
  sources: ['kubernetes/component-helpers resource/helpers.go, PodRequests, v0.36.2'],
  *check(subject) {
    if (sidecarsOf(subject).length === 0) return;
    for (const [resource, amount] of effectiveRequests(resourcesOf(subject.workload.pod, subject.kubelets.newest))) {
      const { decidedBy, peak, steady } = amount;
      if (decidedBy !== 'init' || !peak || peak.beside.length === 0) continue;
      const place = subject.containers.find(({ name }) => name === peak.own.container);
      yield {
        path: place?.path ?? ['spec', 'initContainers'],
        container: peak.own.container,
        message: `${peak.own.container} runs beside ${peak.beside.map(({ container }) => container).join(', ')} and decides what the pod requests of ${resource}`,
        consequence: `the pod reserves ${printQuantity(peak.sum)} ${resource} for good, where app and sidecars need ${printQuantity(steady.sum)}`,
      };
    }
  },
};
