import { applyPatch, type Json, type Patch, type Workload } from '@outrigger/manifest';
import { patchInObject } from '../scan/scan-objects.ts';
import type { MigrationStep } from './migration.ts';

type Pod = Workload['pod'];
type Container = NonNullable<Pod['spec']>['containers'][number];

/** A pod under change, step by step. */
export interface EditedPod {
  readonly pod: () => Pod;
  readonly steps: () => readonly MigrationStep[];
  /** Applies a step, with paths in the pod, unless it has nothing to do. */
  readonly step: (title: string, patch: Patch, container?: string) => void;
  /** A step outside of the pod, with paths in the object. */
  readonly stepOutside: (title: string, patch: Patch) => void;
}

/** Begins with the pod of a workload; every step is made for the pod as the one before has left it. */
export function editPod(workload: Workload): EditedPod {
  let { pod } = workload;
  const steps: MigrationStep[] = [];
  return {
    pod: () => pod,
    steps: () => steps,
    step(title, patch, container) {
      if (patch.length === 0) return;
      // Kubernetes' interfaces have no index signature; what they describe is JSON.
      pod = applyPatch(pod as unknown as Json, patch) as unknown as Pod;
      steps.push({ title, patch: patchInObject(workload, patch), ...(container !== undefined && { container }) });
    },
    stepOutside(title, patch) {
      if (patch.length > 0) steps.push({ title, patch });
    },
  };
}

/** A container and where it stands, by its name. */
export function findContainer(
  pod: Pod,
  name: string,
):
  | { readonly container: Container; readonly path: readonly ['spec', 'initContainers' | 'containers', number] }
  | undefined {
  for (const list of ['initContainers', 'containers'] as const) {
    const index = (pod.spec?.[list] ?? []).findIndex((container) => container.name === name);
    const container = pod.spec?.[list]?.[index];
    if (container) return { container, path: ['spec', list, index] };
  }
  return undefined;
}
