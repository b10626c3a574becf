import type { Dispatcher } from 'undici';

/** What a connection needs of TLS. */
export interface TlsFacts {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** Where connections go through. */
interface Way {
  readonly server: string;
  /** `proxy-url` of the cluster; stands above HTTPS_PROXY and its like. */
  readonly proxy: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Makes the connections of an access. Connections are pinged as client-go's are, before load balancers forget them. */
export async function createDispatcher(facts: TlsFacts, { proxy, server, env }: Way): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent, ProxyAgent, Socks5ProxyAgent } = await import('undici');
  const requestTls = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value !== null),
  );
  const connect = { ...requestTls, keepAlive: true, keepAliveInitialDelay: 30_000 };
  if (proxy?.startsWith('socks')) return new Socks5ProxyAgent(proxy, { requestTls });
  if (proxy) return new ProxyAgent({ uri: proxy, requestTls, proxyTunnel: server.startsWith('https:') });
  const named = (name: string): string | undefined => env[name] || env[name.toUpperCase()];
  const [httpProxy, httpsProxy, noProxy] = [named('http_proxy'), named('https_proxy'), named('no_proxy')];
  if (!httpProxy && !httpsProxy) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    connect,
    requestTls,
    // A proxy for http is none for https (Go's net/http ProxyFromEnvironment).
    ...(httpProxy && { httpProxy }),
    ...(httpsProxy && { httpsProxy }),
    ...(noProxy && { noProxy }),
  });
}
