import { loadWorkloads, type Problem, type Workload } from '@outrigger/manifest';
import type { Surroundings } from '../world/surroundings.ts';

/** The pods of the inputs, and what is wrong with them. */
export interface ReadWorkloads {
  /** Pods of files without errors. */
  readonly workloads: readonly Workload[];
  readonly problems: readonly Problem[];
}

/** Reads the files; one with an error gives no pods, because a half of a file is not what anybody meant. */
export async function readWorkloads(files: readonly string[], { stdin }: Surroundings): Promise<ReadWorkloads> {
  const { workloads, problems } = await loadWorkloads(files, files.includes('-') ? { stdin: stdin() } : {});
  const bad = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  return { workloads: workloads.filter(({ object }) => !bad.has(object.file)), problems };
}
