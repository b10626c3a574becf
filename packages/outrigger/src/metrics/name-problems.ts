import type { Problem, Workload } from '@outrigger/manifest';
import { findDoubledNames } from '@outrigger/sidecars';
import { resourceName } from '../input/resource-name.ts';

/** Names in manifests whose series cannot be told apart, as problems to print. */
export function doubledNameProblems(workloads: readonly Workload[]): readonly Problem[] {
  return findDoubledNames(workloads).map(({ workload, name, path }): Problem => {
    const { file } = workload.object;
    return {
      code: 'invalid-value',
      severity: 'warning',
      message: `${resourceName(workload)}: "${name}" is a container and an init container: their series have the same labels, and those of the init container would be lost`,
      hint: 'rename one; the API server refuses a pod that has both',
      file,
      path,
      position: workload.locate(path),
    };
  });
}
