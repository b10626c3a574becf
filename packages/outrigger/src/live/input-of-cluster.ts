import type { Surroundings } from '../world/surroundings.ts';
import type { ClusterFlags } from './cluster-flags.ts';
import type { Wanted } from './read-cluster.ts';

/** The same surroundings, with what is wanted of a cluster as standard input: whoever reads `-` reads the cluster. */
export async function inputOfCluster(
  wanted: Wanted,
  flags: ClusterFlags,
  surroundings: Surroundings,
): Promise<Surroundings> {
  const { readCluster } = await import('./read-cluster.ts');
  const text = Buffer.from(await readCluster(wanted, { flags, env: surroundings.env }));
  return {
    ...surroundings,
    async *stdin() {
      yield text;
    },
  };
}

/** Kinds that have pods. */
export const WORKLOADS = [
  'pods',
  'replicationcontrollers',
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
] as const;
