import type { Path, Workload } from '@outrigger/manifest';

/** A name that a container and an init container of the same pod have. */
export interface DoubledName {
  readonly workload: Workload;
  readonly name: string;
  /** Where the init container is, in the pod. */
  readonly path: Path;
}

/**
 * Names that a container and an init container share: united or relabelled, their series have the same labels, and one of
 * them is dropped. The API server refuses such a pod, but manifests, overlays and injectors may ask for it:
 * kubernetes/kubernetes pkg/apis/core/validation/validation.go (validateInitContainers), v1.36.2
 */
export function findDoubledNames(workloads: readonly Workload[]): readonly DoubledName[] {
  return workloads.flatMap((workload) => {
    const { containers = [], initContainers = [] } = workload.pod.spec ?? {};
    const names = new Set(containers.map(({ name }) => name));
    return initContainers.flatMap(({ name }, index) =>
      names.has(name) ? [{ workload, name, path: ['spec', 'initContainers', index, 'name'] }] : [],
    );
  });
}
