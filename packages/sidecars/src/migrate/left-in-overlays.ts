import type { KubernetesObject, Path, Workload } from '@outrigger/manifest';
import { type ContainerLists, judgePatch } from '../kustomize/judge-patch.ts';
import type { ReadPatch } from '../kustomize/patch-entry.ts';
import { reachOf } from '../kustomize/reach.ts';
import type { Migration } from './migration.ts';

/** What a person has to change in a kustomization. */
export interface LeftInOverlay {
  readonly object: KubernetesObject;
  /** Where in the kustomization the patch is. */
  readonly path: Path;
  /** The file of the patch, where it is not in the kustomization itself. */
  readonly file?: string;
  /** One sentence without a full stop. */
  readonly message: string;
}

/**
 * The patches that mean something else, or nothing, once some workloads are migrated: by index, or by name in the wrong list.
 * The objects are all that were read, for what kustomizations take in.
 */
export function leftInOverlays(
  patches: readonly ReadPatch[],
  migrations: readonly Migration[],
  objects: readonly KubernetesObject[],
): readonly LeftInOverlay[] {
  const reaches = reachOf(objects);
  return migrations.flatMap(({ workload, pod }) => {
    const places = { workload, before: listsOf(workload.pod), after: listsOf(pod) };
    return patches.flatMap((patch) => {
      const { object, path, file } = patch;
      if (!reaches(object, workload.object.file)) return [];
      return judgePatch(patch, places).map(
        (message): LeftInOverlay => ({ object, path, ...(file !== undefined && { file }), message }),
      );
    });
  });
}

function listsOf({ spec }: Workload['pod']): ContainerLists {
  return {
    initContainers: (spec?.initContainers ?? []).map(({ name }) => name),
    containers: (spec?.containers ?? []).map(({ name }) => name),
  };
}
