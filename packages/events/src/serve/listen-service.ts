import { type CannotListen, listenRest, type RestListening, serveApi } from '../query/listen.ts';
import type { RestApi } from '../query/rest.ts';
import type { Configuration } from './configuration.ts';

/** Where the service answers. */
export interface ServiceListening {
  readonly url: string;
  readonly health: string | undefined;
  readonly close: () => Promise<void>;
}

/** Listens on this machine, and with health and metrics alone on the address that others may ask. */
export async function listenService(
  api: RestApi,
  { port, health }: Configuration['listen'],
): Promise<ServiceListening | CannotListen> {
  const listening = await listenRest(api, { port });
  if ('refused' in listening) return listening;
  const outside = health === undefined ? undefined : await listenOutside(api, health);
  if (outside !== undefined && 'refused' in outside) {
    await listening.close();
    return outside;
  }
  return {
    url: listening.url,
    health: outside?.url,
    async close() {
      await listening.close();
      await outside?.close();
    },
  };
}

function listenOutside(api: RestApi, address: string): Promise<RestListening | CannotListen> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return serveApi({ fetch: (request) => onlyHealth(api, request) }, host, Number(address.slice(colon + 1)));
}

/** The kubelet and Prometheus come from outside, and see no event. */
function onlyHealth(api: RestApi, request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  return ['/healthz', '/metrics'].includes(pathname)
    ? api.fetch(request)
    : new Response('not found\n', { status: 404 });
}
