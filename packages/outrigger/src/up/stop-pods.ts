import type { ResourceRef } from '@outrigger/cluster';
import type { LocalCluster } from './start-cluster.ts';

/** Deletes every pod that the node runs, with its own grace, and waits until they are gone; at once when the signal says so. */
export async function stopPods({ admin, node }: LocalCluster, killing: AbortSignal): Promise<void> {
  if (node === undefined) return;
  const running = node.pods();
  const remove = (options: { readonly gracePeriodSeconds?: number }) =>
    Promise.allSettled(running.map(({ namespace, name }) => admin.delete(pods, { namespace, name }, options)));
  const kill = () => void remove({ gracePeriodSeconds: 0 });
  killing.addEventListener('abort', kill, { once: true });
  await remove({});
  await Promise.all(running.map(({ gone }) => gone));
  killing.removeEventListener('abort', kill);
}

const pods: ResourceRef = { group: '', version: 'v1', plural: 'pods' };
