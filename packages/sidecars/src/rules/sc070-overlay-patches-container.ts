import { findWorkloads } from '@outrigger/manifest';
import { patchReachOf } from '../kustomize/reach.ts';
import type { ObjectsSubject } from '../subject/objects-subject.ts';
import type { FoundInObject, Rule } from './rule.ts';

export const overlayPatchesContainer: Rule = {
  id: 'SC070',
  name: 'overlay-patches-container',
  title: 'A patch names a container that has become a sidecar',
  group: 'nearby',
  severity: 'error',
  about: 'objects',
  why: 'A strategic merge patch finds containers by name within one list. Once the container is in `initContainers`, a patch under `containers` adds a second container of the same name, and the API server refuses the pod.',
  instead: 'Move the entry of the patch to `initContainers`, too: `outrigger migrate` does so.',
  sources: ['kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch'],
  check: (subject) => [...patchedSidecars(subject)],
};

function* patchedSidecars({ objects, workloads }: ObjectsSubject): Iterable<FoundInObject> {
  const mayPatch = patchReachOf(objects);
  for (const [index, object] of objects.entries()) {
    for (const patch of findWorkloads(object)) {
      for (const [at, container] of (patch.pod.spec?.containers ?? []).entries()) {
        // A whole container of the same name is another workload, not a patch.
        if (container.image !== undefined) continue;
        const target = workloads.find(
          ({ workload }) =>
            workload.object !== object &&
            workload.kind === patch.kind &&
            workload.name === patch.name &&
            workload.namespace === (patch.namespace ?? workload.namespace) &&
            mayPatch(object.file, workload.object.file),
        );
        const sidecar = target?.containers.find(({ name, kind }) => kind === 'sidecar' && name === container.name);
        if (!sidecar) continue;
        yield {
          object: index,
          path: [...patch.template.spec, 'containers', at],
          container: container.name,
          message: `this patch looks for ${container.name} among the containers, where it is a sidecar now`,
          consequence: 'the pod gets a second container of that name and is refused',
        };
      }
    }
  }
}
