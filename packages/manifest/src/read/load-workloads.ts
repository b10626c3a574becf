import { checkWorkloads } from '../check/check-object.ts';
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
 *
 * ```ts
 * const { workloads, problems } = await loadWorkloads(['deploy/', '-']);
 * for (const problem of problems) console.error(renderProblem(problem));
 * for (const { kind, name, pod } of workloads) console.log(kind, name, pod.spec?.containers.length);
 * ```
 */
export async function loadWorkloads(paths: readonly string[], options: ReadOptions = {}): Promise<LoadedWorkloads> {
  const loaded: LoadedWorkloads[] = [];
  for (const path of paths) loaded.push(await loadInput(path, options));
  return {
    workloads: loaded.flatMap(({ workloads }) => workloads),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

async function loadInput(path: string, options: ReadOptions): Promise<LoadedWorkloads> {
  const manifests: Manifest[] = [];
  for await (const manifest of readManifests([path], options)) manifests.push(manifest);
  const contents = manifests.map(examine);
  const workloads = contents.flatMap((content) => content.workloads);
  const problems = contents.flatMap((content) => content.problems);
  if (workloads.length > 0) {
    const isDirectory = manifests[0]?.file !== path;
    return { workloads, problems: isDirectory ? problems.map(byTheWay) : problems };
  }
  const isExplained = problems.some(({ severity }) => severity === 'error');
  return { workloads, problems: isExplained ? problems : [...problems, noPod(path, manifests)] };
}

function examine({ objects, problems }: Manifest): LoadedWorkloads {
  const examined = objects.map((object) => {
    const workloads = findWorkloads(object);
    return { workloads, problems: checkWorkloads(object, workloads) };
  });
  return {
    workloads: examined.flatMap(({ workloads }) => workloads),
    problems: [...problems, ...examined.flatMap((content) => content.problems)],
  };
}

/** A file that lies about among manifests, such as a chart's values, is worth a warning. */
function byTheWay(problem: Problem): Problem {
  return problem.code === 'not-kubernetes' ? { ...problem, severity: 'warning' } : problem;
}
