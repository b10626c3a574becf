/** How bodies are sent to the picker. */
export type BodyMode = 'FULL_DUPLEX_STREAMED' | 'BUFFERED' | 'STREAMED' | 'NONE';

/** How this Envoy is set up. */
export interface EnvoySetup {
  readonly pickerPort: number;
  readonly requestBody?: BodyMode;
  readonly responseBody?: BodyMode;
  /** The servers speak HTTP/2. */
  readonly isHttp2?: boolean;
  /** The picker speaks TLS, whoever signed its certificate. */
  readonly isTls?: boolean;
  /** The endpoints that the picker may choose from. */
  readonly subset?: readonly string[];
  /** Envoy knows these endpoints itself, takes a list of them from the picker, and tries the next when one fails. */
  readonly known?: readonly string[];
}

/** Envoy in front of a pool, as llm-d-router docs/discovery.md (ebab687) sets it up: the picker chooses, Envoy goes there. */
export function envoyConfig({ port, ...setup }: EnvoySetup & { readonly port: number }): object {
  const { pickerPort, requestBody = 'FULL_DUPLEX_STREAMED', responseBody = 'FULL_DUPLEX_STREAMED' } = setup;
  const trailers = (mode: BodyMode) => (mode === 'FULL_DUPLEX_STREAMED' ? 'SEND' : 'SKIP');
  const extProc = {
    '@type': `${TYPES}.filters.http.ext_proc.v3.ExternalProcessor`,
    grpc_service: { envoy_grpc: { cluster_name: 'picker' }, timeout: '600s' },
    message_timeout: '600s',
    processing_mode: {
      request_header_mode: 'SEND',
      response_header_mode: responseBody === 'NONE' ? 'SKIP' : 'SEND',
      request_body_mode: requestBody,
      response_body_mode: responseBody,
      request_trailer_mode: trailers(requestBody),
      response_trailer_mode: trailers(responseBody),
    },
    ...(setup.subset && { metadata_options: { forwarding_namespaces: { untyped: ['envoy.lb.subset_hint'] } } }),
  };
  const route = { cluster: 'pool', timeout: '600s', ...(setup.known && { retry_policy: NEXT }) };
  const manager = {
    '@type': `${TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: 'pool',
    route_config: {
      virtual_hosts: [
        {
          name: 'all',
          domains: ['*'],
          routes: [{ match: { prefix: '/' }, route }],
        },
      ],
    },
    http_filters: [
      ...(setup.subset ? [hintOf(setup.subset)] : []),
      { name: 'envoy.filters.http.ext_proc', typed_config: extProc },
      { name: 'envoy.filters.http.router', typed_config: { '@type': `${TYPES}.filters.http.router.v3.Router` } },
    ],
  };
  return {
    static_resources: {
      listeners: [
        {
          name: 'http',
          address: socket(port),
          filter_chains: [
            { filters: [{ name: 'envoy.filters.network.http_connection_manager', typed_config: manager }] },
          ],
        },
      ],
      clusters: [
        {
          name: 'pool',
          connect_timeout: '5s',
          ...(setup.known ? listed(setup.known) : ONE_AS_TOLD),
          ...(setup.isHttp2 && HTTP2),
        },
        {
          name: 'picker',
          type: 'STATIC',
          connect_timeout: '1s',
          ...HTTP2,
          ...(setup.isTls && TLS),
          load_assignment: {
            cluster_name: 'picker',
            endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(pickerPort) } }] }],
          },
        },
      ],
    },
  };
}

const TYPES = 'type.googleapis.com/envoy.extensions';

const DESTINATION = 'x-gateway-destination-endpoint';

/** The endpoint of the header. */
const ONE_AS_TOLD = {
  type: 'ORIGINAL_DST',
  lb_policy: 'CLUSTER_PROVIDED',
  original_dst_lb_config: { use_http_header: true, http_header_name: DESTINATION },
};

/** The first of the header's endpoints, with each try the next. */
function listed(endpoints: readonly string[]): object {
  const lb_endpoints = endpoints.map((each) => ({ endpoint: { address: socket(Number(each.split(':')[1])) } }));
  const turns = { '@type': `${TYPES}.load_balancing_policies.round_robin.v3.RoundRobin` };
  const override = {
    '@type': `${TYPES}.load_balancing_policies.override_host.v3.OverrideHost`,
    override_host_sources: [{ header: DESTINATION }],
    fallback_policy: {
      policies: [
        { typed_extension_config: { name: 'envoy.load_balancing_policies.round_robin', typed_config: turns } },
      ],
    },
  };
  return {
    type: 'STATIC',
    load_assignment: { cluster_name: 'pool', endpoints: [{ lb_endpoints }] },
    load_balancing_policy: {
      policies: [
        { typed_extension_config: { name: 'envoy.load_balancing_policies.override_host', typed_config: override } },
      ],
    },
  };
}

/** Where nothing of an answer has come, the next may be tried. */
const NEXT = { retry_on: 'connect-failure,refused-stream,reset-before-request', num_retries: 2 };

function hintOf(subset: readonly string[]): object {
  const hint = {
    metadata_namespace: 'envoy.lb.subset_hint',
    value: { 'x-gateway-destination-endpoint-subset': subset },
  };
  return {
    name: 'envoy.filters.http.set_metadata',
    typed_config: { '@type': `${TYPES}.filters.http.set_metadata.v3.Config`, metadata: [hint] },
  };
}

const HTTP2 = {
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': `${TYPES}.upstreams.http.v3.HttpProtocolOptions`,
      explicit_http_config: { http2_protocol_options: {} },
    },
  },
};

const TLS = {
  transport_socket: {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': `${TYPES}.transport_sockets.tls.v3.UpstreamTlsContext`,
      common_tls_context: { alpn_protocols: ['h2'] },
    },
  },
};

function socket(port: number): object {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
