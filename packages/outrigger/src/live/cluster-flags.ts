import type { Flag } from '../command-line/flag.ts';

/** Which cluster is read, as kubectl says it. */
export const CLUSTER_FLAGS: readonly Flag[] = [
  { flags: '--context <NAME>', takes: 'one', description: 'read this cluster of the kubeconfig, instead of files' },
  { flags: '--kubeconfig <FILE>', takes: 'one', description: 'read the cluster of this kubeconfig, instead of files' },
];

/** What they hold. */
export interface ClusterFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** Whether a cluster is to be read. */
export function namesCluster({ context, kubeconfig }: ClusterFlags): boolean {
  return context !== undefined || kubeconfig !== undefined;
}
