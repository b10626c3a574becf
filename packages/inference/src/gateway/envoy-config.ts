import type { Pool } from '../pool/pool.ts';
import {
  type HostPort,
  listCluster,
  listClusterName,
  openCluster,
  openClusterName,
  pickerCluster,
  poolCluster,
  poolClusterName,
  serviceCluster,
} from './clusters.ts';
import { type ConfigDraft, envoyRoutes } from './envoy-routes.ts';
import type { Gateway, GatewaySources, Listener } from './gateway-objects.ts';
import { NOBODY_ELSE_NAMES_ENDPOINTS, pickerFilter } from './picker-filter.ts';
import { virtualHosts } from './virtual-hosts.ts';

/** What a configuration is made with, beside the objects. */
export interface EnvoyOptions {
  /** The picker of a pool, where it is another than the Service that the pool names. */
  readonly pickerOf: (pool: Pool) => HostPort | undefined;
  /** Where certificates are: `DIRECTORY/NAMESPACE/NAME/tls.crt` and `tls.key`, as Secrets are mounted. */
  readonly certificates: string;
  /** On which address the listeners are. */
  readonly address: string;
  /** Envoy's own page; none when it is left out. */
  readonly admin?: HostPort | undefined;
}

/** A configuration, and what of the objects is not in it. */
export interface EnvoyConfig {
  readonly config: object;
  readonly notes: readonly string[];
}

/** A whole static configuration for Envoy: what the Gateways listen to, what the routes say, and our picker for each pool. */
export function envoyConfig(sources: GatewaySources, options: EnvoyOptions): EnvoyConfig {
  const draft = createDraft(sources, options);
  const taken = new Set<number>();
  const listeners = sources.gateways.flatMap((gateway) =>
    [...Map.groupBy(gateway.listeners, ({ port }) => port)].flatMap(([port, those]) => {
      if (taken.has(port)) {
        draft.note(`Gateway "${gateway.namespace}/${gateway.name}": another Gateway has port ${port} already`);
        return [];
      }
      taken.add(port);
      return envoyListener(gateway, { port, those }, { sources, options, draft });
    }),
  );
  const { admin } = options;
  return {
    config: {
      ...(admin && { admin: { address: socket(admin) } }),
      static_resources: { listeners, clusters: draft.clusters() },
    },
    notes: draft.notes(),
  };
}

interface Making {
  readonly sources: GatewaySources;
  readonly options: EnvoyOptions;
  readonly draft: Draft;
}

function envoyListener(
  gateway: Gateway,
  { port, those }: { readonly port: number; readonly those: readonly Listener[] },
  { sources, options, draft }: Making,
): readonly object[] {
  const said = (listener: Listener) => `Gateway "${gateway.namespace}/${gateway.name}", listener "${listener.name}"`;
  const served = those.filter((listener) => {
    const { protocol, tls } = listener;
    const isServed = protocol === 'HTTP' || (protocol === 'HTTPS' && (tls?.mode ?? 'Terminate') === 'Terminate');
    if (!isServed) draft.note(`${said(listener)}: protocol ${protocol} is not written: HTTP and HTTPS are`);
    if (listener.allowedRoutes?.namespaces?.from === 'Selector')
      draft.note(`${said(listener)}: routes chosen by labels of namespaces are left out`);
    return isServed;
  });
  if (served.length === 0) return [];
  const name = `${gateway.namespace}/${gateway.name}/${port}`;
  const secured = served.filter(({ protocol }) => protocol === 'HTTPS');
  const chains = secured.length > 0 ? secured.map((listener) => [listener]) : [served];
  const filterChains = chains.map((listeners) => {
    const hosts = virtualHosts(gateway, listeners, sources).map(({ domain, entries }) => ({
      name: domain,
      // A client may name the port, too.
      domains: domain === '*' ? ['*'] : [domain, `${domain}:${port}`],
      routes: entries.flatMap((entry) => envoyRoutes(entry, sources, draft)),
    }));
    const manager = {
      name: 'envoy.filters.network.http_connection_manager',
      typed_config: managerOf(name, hosts, draft),
    };
    const [listener] = listeners as [Listener];
    return { ...(listener.protocol === 'HTTPS' && tlsOf(gateway, listener, options)), filters: [manager] };
  });
  return [
    {
      name,
      address: socket({ host: options.address, port }),
      // The longest body that the picker takes, for pools whose bodies wait here until it has answered.
      ...(draft.hasOpen() && { per_connection_buffer_limit_bytes: 32 << 20 }),
      ...(secured.length > 0 && { listener_filters: [TLS_INSPECTOR] }),
      filter_chains: filterChains,
    },
  ];
}

function managerOf(name: string, virtual_hosts: readonly object[], { anyPicker }: Draft): object {
  const picker = anyPicker();
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: name.replaceAll('/', '_'),
    // Tokens may be long in coming.
    stream_idle_timeout: '600s',
    early_header_mutation_extensions: [NOBODY_ELSE_NAMES_ENDPOINTS],
    route_config: { name, virtual_hosts },
    http_filters: [
      ...(picker === undefined ? [] : [pickerFilter(picker)]),
      {
        name: 'envoy.filters.http.router',
        typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
      },
    ],
  };
}

function tlsOf({ namespace }: Gateway, { hostname, tls }: Listener, { certificates }: EnvoyOptions): object {
  return {
    ...(hostname !== undefined && hostname !== '*' && { filter_chain_match: { server_names: [hostname] } }),
    transport_socket: {
      name: 'envoy.transport_sockets.tls',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
        common_tls_context: {
          alpn_protocols: ['h2', 'http/1.1'],
          tls_certificates: (tls?.certificateRefs ?? []).map((ref) => {
            const folder = `${certificates}/${ref.namespace ?? namespace}/${ref.name}`;
            return {
              certificate_chain: { filename: `${folder}/tls.crt` },
              private_key: { filename: `${folder}/tls.key` },
            };
          }),
        },
      },
    },
  };
}

const TLS_INSPECTOR = {
  name: 'envoy.filters.listener.tls_inspector',
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector' },
};

function socket({ host, port }: HostPort): object {
  return { socket_address: { address: host, port_value: port } };
}

interface Draft extends ConfigDraft {
  readonly clusters: () => readonly object[];
  readonly notes: () => readonly string[];
  /** A picker's cluster, once there is one: the filter has to name some. */
  readonly anyPicker: () => string | undefined;
  /** Whether a pool stays open without its picker. */
  readonly hasOpen: () => boolean;
}

/** Clusters and notes, each once. */
function createDraft(sources: GatewaySources, { pickerOf }: EnvoyOptions): Draft {
  const clusters = new Map<string, object>();
  const notes = new Set<string>();
  let anyPicker: string | undefined;
  let hasOpen = false;
  const once = (name: string, make: () => object) => {
    if (!clusters.has(name)) clusters.set(name, make());
    return name;
  };
  return {
    clusters: () => [...clusters.values()],
    notes: () => [...notes],
    note: (text) => void notes.add(text),
    anyPicker: () => anyPicker,
    hasOpen: () => hasOpen,
    serviceCluster: ({ namespace, name, port }) =>
      once(`service_${namespace}_${name}_${port}`, () =>
        serviceCluster(`service_${namespace}_${name}_${port}`, {
          host: `${name}.${namespace}.svc.cluster.local`,
          port,
        }),
      ),
    poolClusters(pool) {
      const said = `InferencePool "${pool.namespace}/${pool.name}"`;
      const at = pickerOf(pool) ?? serviceOf(pool);
      if (!at) return { refused: `${said} names no Service as its picker: name one with --picker` };
      const picker = `picker_${pool.namespace}_${pool.name}`;
      anyPicker ??= once(picker, () => pickerCluster(picker, at));
      once(picker, () => pickerCluster(picker, at));
      const closed = once(poolClusterName(pool), () => poolCluster(pool));
      const endpoints = sources.endpoints(pool);
      const isOpen = pool.picker?.failureMode === 'FailOpen';
      if (endpoints.length === 0) {
        if (isOpen) notes.add(`${said} is FailOpen, but none of its endpoints is known: it fails closed`);
        return { picker, closed };
      }
      const listed = once(listClusterName(pool), () => listCluster(pool, endpoints));
      if (!isOpen) return { picker, closed, listed };
      hasOpen = true;
      return { picker, closed, listed, open: once(openClusterName(pool), () => openCluster(pool, endpoints)) };
    },
  };
}

function serviceOf({ namespace, picker }: Pool): HostPort | undefined {
  if (picker?.kind !== 'Service' || picker.group !== '' || picker.port === undefined) return undefined;
  return { host: `${picker.name}.${namespace}.svc.cluster.local`, port: picker.port };
}
