import type { Cluster, Context, KubeConfig, User } from '@kubernetes/client-node';
import { ConnectionError } from '../client/connection-error.ts';

/** What several kubeconfigs say together. */
export interface MergedKubeconfig {
  readonly clusters: readonly Cluster[];
  readonly contexts: readonly Context[];
  readonly users: readonly User[];
  readonly currentContext: string | undefined;
}

/**
 * Reads them and puts them together: of what has the same name the first counts, as for kubectl (client-go
 * tools/clientcmd/loader.go@1.36), where the official client refuses.
 */
export function mergeKubeconfigs(files: readonly string[], Reader: new () => KubeConfig): MergedKubeconfig {
  const read = files.map((file) => {
    const config = new Reader();
    try {
      config.loadFromFile(file);
    } catch (cause) {
      const why = (cause as Error).message.split('\n')[0];
      throw new ConnectionError('BAD_KUBECONFIG', `${file} cannot be read: ${why}`, { cause });
    }
    return config;
  });
  return {
    clusters: firstOfEachName(read.flatMap((config) => config.getClusters())).map(withPlainHttp),
    contexts: firstOfEachName(read.flatMap((config) => config.getContexts())),
    users: firstOfEachName(read.flatMap((config) => config.getUsers())),
    currentContext: read.map((config) => config.getCurrentContext()).find(Boolean),
  };
}

function firstOfEachName<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/** The official client refuses http without it (a local server, `kubectl proxy`); there is no certificate to look at. */
function withPlainHttp(cluster: Cluster): Cluster {
  return cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster;
}
