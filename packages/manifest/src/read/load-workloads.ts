import { checkObject } from '../check/check-object.ts';
import type { Manifest } from '../object/manifest.ts';
import type { Problem } from '../problem/problem.ts';
import { findWorkloads } from '../workload/find-workloads.ts';
import type { Workload } from '../workload/workload.ts';
import { noPod } from './no-pod.ts';
import { type ReadOptions, readManifests } from './read-manifests.ts';

/** The pods of some inputs, and what is wrong with the inputs. */
export interface LoadedWorkloads {
  readonly workloads: readonly Workload[];
  /** In the order of the inputs; within one, of its text. */
  readonly problems: readonly Problem[];
}

/**
 * Reads inputs as `readManifests` does, finds their pods and checks them. An input without any pod is an error; below a
 * directory it is none, as long as some other file has one.
 */
export async function loadWorkloads(paths: readonly string[], options: ReadOptions = {}): Promise<LoadedWorkloads> {
  const workloads: Workload[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const manifests: Manifest[] = [];
    for await (const manifest of readManifests([path], options)) manifests.push(manifest);
    const found = manifests.flatMap(({ objects }) => objects.flatMap(findWorkloads));
    const isDirectory = manifests.length !== 1 || manifests[0]?.file !== path;
    const complaints = manifests.flatMap((manifest) => complaintsAbout(manifest, isDirectory && found.length > 0));
    workloads.push(...found);
    problems.push(...complaints);
    if (found.length === 0 && complaints.length === 0) problems.push(noPod(path, manifests));
  }
  return { workloads, problems };
}

/** A file that lies about among manifests, such as a chart's values, is worth a warning. */
function complaintsAbout({ objects, problems }: Manifest, isByTheWay: boolean): readonly Problem[] {
  const reading = problems.map((problem) =>
    isByTheWay && problem.code === 'not-kubernetes' ? { ...problem, severity: 'warning' as const } : problem,
  );
  return [...reading, ...objects.flatMap(checkObject)];
}
