/** What a command asks or waits for. */
export interface Target {
  /** As it is written, without brackets: `localhost`, `$HOST`. */
  readonly host?: string;
  readonly port?: number;
  /** Of a URL, without its query: `/healthz/ready`. */
  readonly path?: string;
  readonly file?: string;
}

/** Reads `http://localhost:15021/healthz/ready`, `localhost:5432`, `tcp://127.0.0.1:80`, `:4191/ready`; undefined for no address. */
export function readAddress(text: string): Target | undefined {
  const file = /^(?:file|unix):\/\/(\/.*)$/.exec(text)?.[1];
  if (file) return { file };
  const found =
    /^(?:[a-z][a-z0-9+]*:\/\/)?(?:[^@/\s]*@)?(\[[0-9a-f:]+\]|\$\{[^}]*\}|[^:/?#\s[\]]*)(?::([^/?#\s]*))?(\/[^?#\s]*)?(?:[?#].*)?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [, host = '', port, path] = found;
  if (host === '' && port === undefined) return undefined;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    ...(port !== undefined && /^\d+$/.test(port)
      ? { port: Number(port) }
      : port === undefined && /^https?:/.test(text)
        ? { port: text.startsWith('https') ? 443 : 80 }
        : {}),
    ...(path === undefined ? {} : { path }),
  };
}

/** Whether a host is the pod itself, which its containers share. */
export function isLocal(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|ip6-localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|::|)$/i.test(host);
}

/** Whether only a run would tell the host. */
export function isUnknown(host: string | undefined): boolean {
  return host?.includes('$') ?? false;
}
