import type { Pool } from '../pool/pool.ts';
import { DESTINATION } from './picker-filter.ts';

/** Where something listens. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** The cluster of a pool: whatever endpoint the picker has named in the header. */
export function poolCluster(pool: Pool): object {
  return {
    name: poolClusterName(pool),
    type: 'ORIGINAL_DST',
    lb_policy: 'CLUSTER_PROVIDED',
    connect_timeout: '5s',
    original_dst_lb_config: { use_http_header: true, http_header_name: DESTINATION },
    circuit_breakers: RAISED,
    ...(pool.protocol === 'h2c' && HTTP2),
  };
}

/** The cluster of a pool for when the picker does not answer and the pool is to stay open: its endpoints of now, in turn. */
export function openCluster(pool: Pool, endpoints: readonly string[]): object {
  return {
    name: openClusterName(pool),
    ...staticCluster(openClusterName(pool), endpoints.map(readAddress)),
    ...(pool.protocol === 'h2c' && HTTP2),
  };
}

/**
 * The cluster of a pool for lists of endpoints: of those that the picker has named the first, and with each try the next; any where Envoy
 * knows none of them. It says which in the metadata that the picker is shown (envoy at 1.40 load_balancing_policies/override_host).
 */
export function listCluster(pool: Pool, endpoints: readonly string[]): object {
  const turns = { '@type': `${POLICIES}.round_robin.v3.RoundRobin` };
  const override = {
    '@type': `${POLICIES}.override_host.v3.OverrideHost`,
    override_host_sources: [{ header: DESTINATION }],
    selected_host_key: { key: 'envoy.lb', path: [{ key: `${DESTINATION}-served` }] },
    fallback_policy: policyOf('envoy.load_balancing_policies.round_robin', turns),
  };
  return {
    name: listClusterName(pool),
    ...staticCluster(listClusterName(pool), endpoints.map(readAddress)),
    load_balancing_policy: policyOf('envoy.load_balancing_policies.override_host', override),
    ...(pool.protocol === 'h2c' && HTTP2),
  };
}

function policyOf(name: string, typed_config: object): object {
  return { policies: [{ typed_extension_config: { name, typed_config } }] };
}

const POLICIES = 'type.googleapis.com/envoy.extensions.load_balancing_policies';

/** The cluster of a picker. */
export function pickerCluster(name: string, at: HostPort): object {
  return { name, ...reached(name, at), ...HTTP2 };
}

/** The cluster of a Service. */
export function serviceCluster(name: string, at: HostPort): object {
  return { name, ...reached(name, at) };
}

/** `pool_NAMESPACE_NAME`: names of objects have no `_`, and the authority of a call, which is its cluster's name, no `/`. */
export function poolClusterName({ namespace, name }: Pool): string {
  return `pool_${namespace}_${name}`;
}

/** `list_NAMESPACE_NAME`. */
export function listClusterName({ namespace, name }: Pool): string {
  return `list_${namespace}_${name}`;
}

/** `open_NAMESPACE_NAME`. */
export function openClusterName({ namespace, name }: Pool): string {
  return `open_${namespace}_${name}`;
}

function reached(name: string, { host, port }: HostPort): object {
  if (/^[\d.]+$|:/.test(host)) return staticCluster(name, [{ host, port }]);
  return { ...staticCluster(name, [{ host, port }]), type: 'STRICT_DNS', dns_lookup_family: 'ALL' };
}

function staticCluster(name: string, hosts: readonly HostPort[]): object {
  const lb_endpoints = hosts.map(({ host, port }) => ({
    endpoint: { address: { socket_address: { address: host, port_value: port } } },
  }));
  return {
    type: 'STATIC',
    connect_timeout: '5s',
    circuit_breakers: RAISED,
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints }] },
  };
}

function readAddress(address: string): HostPort {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}

/** Envoy's own 1,024 is what a burst of streams meets as `overflow` (envoyproxy/ai-gateway PR #1884). */
const RAISED = {
  thresholds: [
    { max_connections: 1_000_000, max_pending_requests: 1_000_000, max_requests: 1_000_000, max_retries: 1_000 },
  ],
};

const HTTP2 = {
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      explicit_http_config: { http2_protocol_options: {} },
    },
  },
};
