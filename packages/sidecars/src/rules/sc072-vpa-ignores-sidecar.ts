import type { ObjectsSubject } from '../subject/objects-subject.ts';
import { fieldAt, listAt, textAt } from './field-at.ts';
import type { FoundInObject, Rule } from './rule.ts';

export const vpaIgnoresSidecar: Rule = {
  id: 'SC072',
  name: 'vpa-ignores-sidecar',
  title: 'A VerticalPodAutoscaler has a policy for a sidecar, which it does not see',
  group: 'nearby',
  severity: 'warning',
  about: 'objects',
  why: 'The autoscaler looks at `containers` only: a policy for a native sidecar has no effect, and its requests are never adjusted. (A HorizontalPodAutoscaler with ContainerResource metrics does see sidecars, from 1.29 on.)',
  instead: 'Set the requests of the sidecar by hand, and drop the policy.',
  sources: ['kubernetes/autoscaler#7229, #6691'],
  check: (subject) => [...policies(subject)],
};

function* policies({ objects, workloads }: ObjectsSubject): Iterable<FoundInObject> {
  for (const [index, object] of objects.entries()) {
    if (object.kind !== 'VerticalPodAutoscaler') continue;
    const target = fieldAt(object.value, ['spec', 'targetRef']);
    const subject = workloads.find(
      ({ workload }) => workload.kind === textAt(target, ['kind']) && workload.name === textAt(target, ['name']),
    );
    const path = ['spec', 'resourcePolicy', 'containerPolicies'];
    for (const [at, policy] of listAt(object, path).entries()) {
      const name = textAt(policy, ['containerName']);
      if (!subject?.containers.some((container) => container.kind === 'sidecar' && container.name === name)) continue;
      yield {
        object: index,
        path: [...path, at],
        message: `this policy has no effect: ${name} is a native sidecar, and the autoscaler looks at containers only`,
      };
    }
  }
}
