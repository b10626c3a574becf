import type { Dispatcher } from 'undici';

/** How to reach an API server, and as whom. A plain value: where it comes from (kubeconfig, service account) is past. */
export interface Access {
  /** Without a slash at its end. */
  readonly server: string;
  /** What proves who asks. Asked for before each request, because it goes stale; `isRefused` after the server has refused it. */
  readonly credentials: (asked?: { readonly isRefused: boolean }) => Promise<Credentials>;
  /** That of the context; `default` when it has none. */
  readonly namespace: string;
  /** As messages name it: `context kind-a`. */
  readonly name?: string;
}

/** What goes with a request. */
export interface Credentials {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its connections: TLS, client certificates, proxies. undici's own where there is nothing special. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** Access to a server that needs no kubeconfig: a local one. */
export function directAccess(server: string, token?: string): Access {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { server: server.replace(/\/$/, ''), credentials: async () => ({ headers }), namespace: 'default' };
}
