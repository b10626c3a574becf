import { createClient, loadAccess, machineClock, networkTransport } from '@outrigger/cluster';
import { ANY_MODEL, followPool, type PoolName, type PoolNow } from '@outrigger/inference';
import { reaching } from '../../live/reaching.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** Which cluster. */
export interface ClusterFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly modelHeaders?: boolean;
}

/**
 * Follows a pool of a cluster until the signal ends; a pool that is not there yet is waited for, with no endpoints. Fails where
 * there is no cluster, or one that knows no pools.
 */
export async function followPoolCluster(
  { name, namespace }: { readonly name: string; readonly namespace: string | undefined },
  { context, kubeconfig, modelHeaders = false }: ClusterFlags,
  { env, stderr }: Surroundings,
  hear: (pool: PoolNow) => void,
  signal: AbortSignal,
): Promise<void> {
  const access = await reaching(() => loadAccess({ context, kubeconfig, env }));
  // Where kubectl would look: the namespace of the context.
  const pool: PoolName = { name, namespace: namespace ?? access.namespace };
  const client = createClient({ transport: networkTransport(access), userAgent: 'outrigger-inference' });
  let isThere = true;
  const refused = await reaching(() =>
    followPool(
      {
        client,
        pool,
        clock: machineClock,
        withBaseModels: modelHeaders,
        onPlan(plan) {
          if (!plan && isThere) stderr.write(`there is no InferencePool ${pool.namespace}/${pool.name} yet\n`);
          isThere = plan !== undefined;
          hear(plan ?? { endpoints: [], models: ANY_MODEL, isMissing: true });
        },
        onTrouble: (message) => stderr.write(`${message}\n`),
      },
      signal,
    ),
  );
  if (refused)
    throw new Failure('the cluster knows no InferencePool', {
      code: refused.refused,
      exitCode: 3,
      hint: 'install the definitions: outrigger inference crds | kubectl apply -f -',
    });
}
