import type { RequestOptions } from 'node:https';
import type { KubeConfig, User } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import { ConnectionError } from '../client/connection-error.ts';
import type { Access, Credentials } from './access.ts';
import { createDispatcher, type TlsFacts } from './create-dispatcher.ts';

/** Lets the official client read tokens, run plug-ins and refresh; gives what is needed of it for a request. */
export function createCredentials(
  first: KubeConfig,
  {
    env,
    Config,
  }: { readonly env: Readonly<Record<string, string | undefined>>; readonly Config: new () => KubeConfig },
): Access['credentials'] {
  let config = withExecInfo(first, Config);
  let made: { readonly key: string; readonly dispatcher: Dispatcher | undefined } | undefined;
  return async ({ isRefused } = { isRefused: false }): Promise<Credentials> => {
    // The official client keeps a plug-in's token until it says it is over; a new configuration has kept none.
    if (isRefused) config = copyOf(config, Config);
    const options: RequestOptions & { auth?: string } = { headers: {} };
    try {
      await config.applyToHTTPSOptions(options);
    } catch (cause) {
      throw pluginFailure(config.getCurrentUser(), cause);
    }
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    const tls: TlsFacts = { ca, cert, key, servername, rejectUnauthorized } as TlsFacts;
    // Certificates of plug-ins and files change while this runs; connections are kept as long as they do not.
    const print = JSON.stringify([String(ca), String(cert), String(key), servername, rejectUnauthorized]);
    const cluster = config.getCurrentCluster();
    if (made?.key !== print) {
      const proxy = cluster?.proxyUrl;
      made = { key: print, dispatcher: await createDispatcher(tls, { proxy, server: cluster?.server ?? '', env }) };
    }
    return { headers: headersOf(options), dispatcher: made.dispatcher };
  };
}

function headersOf({ headers, auth }: RequestOptions): Readonly<Record<string, string>> {
  const basic = auth ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  const given = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value).trim()]);
  return { ...basic, ...Object.fromEntries(given) };
}

/** Plug-ins are told what they are asked for (client-go plugin/pkg/client/auth/exec@1.36); the official client does not. */
function withExecInfo(config: KubeConfig, Config: new () => KubeConfig): KubeConfig {
  const users = config.getUsers().map((user) => {
    if (!user.exec) return user;
    const cluster = config.getCurrentCluster();
    const info = {
      kind: 'ExecCredential',
      apiVersion: user.exec.apiVersion,
      spec: {
        interactive: false,
        ...(user.exec.provideClusterInfo && {
          cluster: { server: cluster?.server, 'certificate-authority-data': cluster?.caData },
        }),
      },
    };
    const env = [...(user.exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }];
    return { ...user, exec: { ...user.exec, env } };
  });
  return copyOf(config, Config, users);
}

function copyOf(
  config: KubeConfig,
  Config: new () => KubeConfig,
  users: readonly User[] = config.getUsers(),
): KubeConfig {
  const copy = new Config();
  const context = config.getContextObject(config.getCurrentContext());
  // Without a user the official client leaves out the server's certificate authority, too.
  const anonymous = { name: '' };
  copy.loadFromOptions({
    clusters: config.getClusters(),
    contexts: [context?.user ? context : { ...context, user: '' }],
    users: [...users, anonymous],
    currentContext: config.getCurrentContext(),
  });
  return copy;
}

function pluginFailure(user: User | null, cause: unknown): ConnectionError {
  const { code, message, syscall } = cause as NodeJS.ErrnoException;
  const command: string | undefined = user?.exec?.command;
  if (command === undefined || (code === 'ENOENT' && !syscall?.startsWith('spawn')))
    return new ConnectionError('PLUGIN_FAILED', `no credentials: ${message}`, { cause });
  if (code === 'ENOENT' || code === 'EACCES') {
    const hint = user?.exec?.installHint ?? `install ${command}, or look at the PATH`;
    return new ConnectionError('PLUGIN_MISSING', `the credential plug-in ${command} cannot be run`, { hint, cause });
  }
  return new ConnectionError('PLUGIN_FAILED', `the credential plug-in ${command} has failed: ${message.trim()}`, {
    hint: `run it by hand: ${[command, ...(user?.exec?.args ?? [])].join(' ')}`,
    cause,
  });
}
