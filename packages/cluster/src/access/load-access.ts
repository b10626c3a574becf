import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { ConnectionError } from '../client/connection-error.ts';
import type { Access } from './access.ts';
import { createCredentials } from './create-credentials.ts';
import { mergeKubeconfigs } from './merge-kubeconfigs.ts';

/** Where to look for access. */
export interface AccessOptions {
  /** A kubeconfig, instead of those of KUBECONFIG or the one at home. */
  readonly kubeconfig?: string | undefined;
  /** Another one than the current context. */
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a pod's service account is mounted, for tests: what stands before `/var/run/secrets`. */
  readonly root?: string;
}

/**
 * Finds out how to reach the cluster, as kubectl does: the file that is named, else those of KUBECONFIG, else ~/.kube/config,
 * else the service account of the pod in which this runs. Loads the official client, which takes a while; throws a
 * `ConnectionError`.
 */
export async function loadAccess({ kubeconfig, context, env, root = '' }: AccessOptions): Promise<Access> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const named = kubeconfig === undefined ? filesOf(env) : [kubeconfig];
  const files = named.filter((file) => existsSync(file));
  if (kubeconfig !== undefined && files.length === 0) {
    throw new ConnectionError('NO_KUBECONFIG', `there is no kubeconfig ${kubeconfig}`);
  }
  const inCluster = files.length === 0 && env.KUBERNETES_SERVICE_HOST && existsSync(join(root, TOKEN));
  const config = new KubeConfig();
  if (inCluster) loadServiceAccount(config, root, serverOf(env));
  else if (files.length === 0) throw noKubeconfig(named);
  else config.loadFromOptions(mergeKubeconfigs(files, KubeConfig));

  const wanted = context ?? config.getCurrentContext();
  const names = config.getContexts().map(({ name }) => name);
  if (!wanted) throw noCurrentContext(names);
  const found = config.getContextObject(wanted);
  if (found === null) throw unknownContext(wanted, names);
  config.setCurrentContext(wanted);
  const cluster = config.getCluster(found.cluster);
  if (cluster === null) {
    throw new ConnectionError(
      'NO_CLUSTER',
      `context "${wanted}" names the cluster "${found.cluster}", which is not there`,
    );
  }
  return {
    server: cluster.server,
    credentials: createCredentials(config, { env, Config: KubeConfig }),
    namespace: found.namespace || 'default',
    name: inCluster ? 'the service account of this pod' : `context "${wanted}"`,
  };
}

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

function loadServiceAccount(config: KubeConfig, root: string, server: string): void {
  config.loadFromCluster(root);
  const [clusters, contexts, users] = [config.getClusters(), config.getContexts(), config.getUsers()];
  const reached = clusters.map((cluster) => ({ ...cluster, server, skipTLSVerify: server.startsWith('http:') }));
  config.loadFromOptions({ clusters: reached, contexts, users, currentContext: config.getCurrentContext() });
}

/** As client-go's rest.InClusterConfig@1.36. */
function serverOf({
  KUBERNETES_SERVICE_HOST: host = '',
  KUBERNETES_SERVICE_PORT: port = '443',
}: AccessOptions['env']): string {
  const scheme = ['80', '8080', '8001'].includes(port) ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function filesOf(env: AccessOptions['env']): readonly string[] {
  const listed = (env.KUBECONFIG ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  const home = env.HOME ?? env.USERPROFILE;
  return listed.length > 0 || !home ? listed : [join(home, '.kube', 'config')];
}

function noKubeconfig(named: readonly string[]): ConnectionError {
  const where = named.length === 0 ? 'neither KUBECONFIG nor HOME is set' : `there is no ${named.join(', ')}`;
  return new ConnectionError('NO_KUBECONFIG', `no kubeconfig: ${where}`, {
    hint: 'name one with --kubeconfig or KUBECONFIG; `outrigger up` makes a cluster and a kubeconfig for it',
  });
}

function noCurrentContext(names: readonly string[]): ConnectionError {
  return new ConnectionError('UNKNOWN_CONTEXT', 'the kubeconfig has no current context', { hint: choiceOf(names) });
}

function unknownContext(wanted: string, names: readonly string[]): ConnectionError {
  return new ConnectionError('UNKNOWN_CONTEXT', `there is no context "${wanted}"`, { hint: choiceOf(names) });
}

function choiceOf(names: readonly string[]): string {
  return names.length === 0
    ? 'the kubeconfig has no contexts at all'
    : `choose one with --context: ${names.join(', ')}`;
}
