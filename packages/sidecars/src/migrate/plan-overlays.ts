import { findWorkloads, type KubernetesObject, type Patch } from '@outrigger/manifest';
import { patchReachOf } from '../kustomize/reach.ts';
import type { Migration } from './migration.ts';

/** What a migration means for one object that patches the migrated one. */
export interface OverlayChange {
  readonly object: KubernetesObject;
  /** With paths in the object. */
  readonly patch: Patch;
  readonly title: string;
}

/**
 * Finds the strategic merge patches among some objects that name a moved container where it was, and moves their entries to
 * the list where it is now; left under `containers` they would add a second container of the same name.
 */
export function planOverlays(
  objects: readonly KubernetesObject[],
  migrations: readonly Migration[],
): readonly OverlayChange[] {
  const changes: OverlayChange[] = [];
  const mayPatch = patchReachOf(objects);
  for (const migration of migrations) {
    const { kind, name, object: base } = migration.workload;
    const moved = new Set((migration.pod.spec?.initContainers ?? []).map((container) => container.name));
    for (const object of objects) {
      if (object === base || object.kind !== kind || object.name !== name) continue;
      // Workloads of several folders may have one name, and one patch; its entries are moved once.
      if (!mayPatch(object.file, base.file) || changes.some((change) => change.object === object)) continue;
      for (const workload of findWorkloads(object)) {
        const { spec } = workload.template;
        const { containers = [], initContainers } = workload.pod.spec ?? { containers: [] };
        const entries = containers.flatMap((container, index) =>
          moved.has(container.name) && container.image === undefined ? [index] : [],
        );
        if (entries.length === 0) continue;
        const to = initContainers?.length ?? 0;
        const patch: Patch = [
          ...(initContainers ? [] : [{ op: 'add', path: [...spec, 'initContainers'], value: [] } as const]),
          // Each entry that has gone makes the next one's index smaller.
          ...entries.map(
            (index, gone) =>
              ({
                op: 'move',
                from: [...spec, 'containers', index - gone],
                path: [...spec, 'initContainers', to + gone],
              }) as const,
          ),
          ...(entries.length === containers.length ? [{ op: 'remove', path: [...spec, 'containers'] } as const] : []),
        ];
        changes.push({
          object,
          patch,
          title: `Patch ${entries.map((i) => containers[i]?.name).join(', ')} among the init containers`,
        });
      }
    }
  }
  return changes;
}
