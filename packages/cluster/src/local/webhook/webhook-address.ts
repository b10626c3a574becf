import type { WriteContext } from '../resource/resource.ts';
import type { ClientConfig } from './webhook.ts';

interface Slice {
  readonly addressType?: string;
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
  }[];
}

interface ServicePorts {
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
}

/**
 * Where a webhook is. A service is reached by the address of one of its endpoints, as there is no network of a cluster around this
 * server; its certificate is still that of the service's name (apiserver pkg/util/webhook/client.go@1.36).
 */
export function urlOf(
  { url, service }: ClientConfig,
  context: WriteContext,
  timeoutSeconds: number,
): { readonly url: string; readonly serverName?: string; readonly problem?: string } {
  const query = `timeout=${timeoutSeconds}s`;
  if (service === undefined) return { url: `${url ?? ''}${url?.includes('?') ? '&' : '?'}${query}` };
  const { namespace = '', name = '', path = '', port = 443 } = service;
  const serverName = `${name}.${namespace}.svc`;
  const found = endpointOf(context, { namespace, name, port });
  const host = found === undefined ? `${serverName}:${port}` : found;
  const at = `https://${host}${path.startsWith('/') ? path : `/${path}`}?${query}`;
  const isThere = context.read('services', `${namespace}/${name}`) !== undefined;
  if (found !== undefined) return { url: at, serverName };
  const problem = isThere
    ? `no endpoints available for service ${JSON.stringify(name)}`
    : `service ${JSON.stringify(name)} not found`;
  return { url: at, serverName, problem };
}

function endpointOf(
  context: WriteContext,
  { namespace, name, port }: { readonly namespace: string; readonly name: string; readonly port: number },
): string | undefined {
  const { ports = [] } = (context.read('services', `${namespace}/${name}`)?.spec ?? {}) as ServicePorts;
  const portName = ports.find((one) => one.port === port)?.name ?? '';
  for (const slice of context.list('endpointslices.discovery.k8s.io', namespace)) {
    if (slice.metadata?.labels?.['kubernetes.io/service-name'] !== name) continue;
    const { endpoints = [], ports: own = [], addressType } = slice as Slice;
    const address = endpoints.find(({ conditions }) => conditions?.ready !== false)?.addresses?.[0];
    const target = own.find((one) => (one.name ?? '') === portName)?.port;
    if (address !== undefined && target !== undefined)
      return `${addressType === 'IPv6' ? `[${address}]` : address}:${target}`;
  }
  return undefined;
}
