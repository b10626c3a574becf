import type { Dispatcher } from 'undici';

/** How to reach an API server, and as whom. A plain value: where it comes from (kubeconfig, service account) is past. */
export interface Access {
  /** Without a slash at its end. */
  readonly server: string;
  /** What proves who asks, made anew for each request: tokens go stale. Names in lower case. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Its connections: TLS, client certificates, proxies. undici's own where there is nothing special. */
  readonly dispatcher?: Dispatcher;
  /** That of the context; `default` when it has none. */
  readonly namespace: string;
}
