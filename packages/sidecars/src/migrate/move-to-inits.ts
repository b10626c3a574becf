import type { Patch, PatchOperation } from '@outrigger/manifest';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import { type EditedPod, findContainer } from './edited-pod.ts';

/**
 * Moves a container to the init containers and makes a sidecar of it. It comes last, behind whatever has run without it so
 * far, so that nothing new waits for it and no init container runs beside it (which would raise what the pod requests);
 * a mesh proxy comes right behind the init container that sets up its network (first where a plugin of the node does that), as
 * its injector has it.
 */
export function moveToInits(edited: EditedPod, name: string, entry: CatalogEntry | undefined): void {
  const found = findContainer(edited.pod(), name);
  if (!found) return;
  const inits = edited.pod().spec?.initContainers ?? [];
  const first = (entry?.after ?? []).filter((after) => inits.some((init) => init.name === after));
  // What sets up the network goes to the front, in its own order.
  const fronts = inits.filter((init) => first.includes(init.name)).map((init) => init.name);
  fronts.forEach((front, to) => {
    const from = (edited.pod().spec?.initContainers ?? []).findIndex((init) => init.name === front);
    if (from === to) return;
    const move: PatchOperation = {
      op: 'move',
      from: ['spec', 'initContainers', from],
      path: ['spec', 'initContainers', to],
    };
    edited.step(`Put ${front} in front`, [move], front);
  });
  const isMesh = fronts.length > 0 || (entry?.injector !== undefined && entry.after !== undefined);
  const index = isMesh ? fronts.length : inits.length;
  const target = ['spec', 'initContainers', index] as const;
  const patch: Patch = [
    ...(edited.pod().spec?.initContainers ? [] : [{ op: 'add', path: ['spec', 'initContainers'], value: [] } as const]),
    { op: 'move', from: found.path, path: target },
    {
      op: found.container.restartPolicy === undefined ? 'add' : 'replace',
      path: [...target, 'restartPolicy'],
      value: 'Always',
    },
  ];
  edited.step(`Make ${name} a native sidecar`, patch, name);
}
