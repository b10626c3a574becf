import type { Endpoint } from '../endpoint.ts';

/** Endpoints of a plain list: `http://10.0.0.7:8000`, `10.0.0.7:8000`, `[::1]:8000`; refuses what is none. */
export function parseEndpoints(
  list: readonly string[],
): { readonly ok: true; readonly endpoints: readonly Endpoint[] } | { readonly ok: false; readonly message: string } {
  const endpoints: Endpoint[] = [];
  for (const text of list) {
    const address = addressOf(text.trim());
    if (!address)
      return { ok: false, message: `${JSON.stringify(text)} is no endpoint: write ip:port, or http://ip:port` };
    if (endpoints.some((each) => each.address === address)) return { ok: false, message: `${address} is named twice` };
    endpoints.push({ address, rank: 0 });
  }
  return { ok: true, endpoints };
}

/** Envoy takes IP addresses only: its cluster asks no name server. */
function addressOf(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    return undefined;
  }
  const isIp = /^\d+\.\d+\.\d+\.\d+$/.test(url.hostname) || url.hostname.startsWith('[');
  if (url.protocol !== 'http:' || !isIp || (url.pathname !== '/' && url.pathname !== '')) return undefined;
  return `${url.hostname}:${url.port === '' ? '80' : url.port}`;
}
