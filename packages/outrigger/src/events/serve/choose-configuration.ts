import { type Configuration, readConfiguration } from '@outrigger/events';
import { readConfigFile } from '../../input/read-config-file.ts';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { ServeFlags } from './serve.ts';

/** The configuration of the file, with the flags laid over it; undefined when it was told what is wrong with it. */
export async function chooseConfiguration(
  flags: ServeFlags,
  surroundings: Surroundings,
): Promise<Configuration | undefined> {
  const { config, context, namespace, fieldSelector, port, health, store, workers, leases } = flags;
  if (port !== undefined && port > 65_535) throw badFlag('--port', `there is no port ${port}`);
  if (health !== undefined && !/^(?:\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/.test(health)) {
    throw badFlag('--health', `"${health}" is no address`, 'write 0.0.0.0:8096');
  }
  const configuration = await readConfigFile(config, readConfiguration, surroundings);
  if (configuration === undefined) return undefined;
  const named = context?.map((name) => ({ name, context: name, eventTtl: 3_600_000 }));
  const clusters = (named ?? configuration.clusters).map((cluster) => ({
    ...cluster,
    ...(namespace !== undefined && { namespaces: namespace }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  }));
  const listen = {
    ...configuration.listen,
    ...(port !== undefined && { port }),
    ...(health !== undefined && { health }),
  };
  const replicas = leases === undefined ? configuration.replicas : replicasOf(leases, configuration);
  return {
    ...configuration,
    clusters,
    listen,
    replicas,
    ...(store !== undefined && { store }),
    ...(workers !== undefined && { workers }),
  };
}

/** `observability/events`, or a name alone. */
function replicasOf(leases: string, { replicas }: Configuration): Configuration['replicas'] {
  const [, namespace = 'default', name = ''] = /^(?:([a-z0-9-]+)\/)?([a-z0-9][a-z0-9.-]*)$/.exec(leases) ?? [];
  if (name === '') throw badFlag('--leases', `"${leases}" is no name of Leases`, 'write observability/events');
  return { leaseDuration: 15_000, ...replicas, namespace, name };
}
