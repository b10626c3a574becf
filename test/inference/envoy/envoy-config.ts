/** How bodies are sent to the picker. */
export type BodyMode = 'FULL_DUPLEX_STREAMED' | 'BUFFERED' | 'STREAMED' | 'NONE';

/** Envoy in front of a pool, as llm-d-router docs/discovery.md (ebab687) sets it up: the picker chooses, Envoy goes there. */
export function envoyConfig(options: {
  readonly port: number;
  readonly pickerPort: number;
  readonly requestBody?: BodyMode;
  readonly responseBody?: BodyMode;
}): object {
  const { port, pickerPort, requestBody = 'FULL_DUPLEX_STREAMED', responseBody = 'FULL_DUPLEX_STREAMED' } = options;
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
  };
  const manager = {
    '@type': `${TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: 'pool',
    route_config: {
      virtual_hosts: [
        {
          name: 'all',
          domains: ['*'],
          routes: [{ match: { prefix: '/' }, route: { cluster: 'pool', timeout: '600s' } }],
        },
      ],
    },
    http_filters: [
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
          type: 'ORIGINAL_DST',
          lb_policy: 'CLUSTER_PROVIDED',
          connect_timeout: '5s',
          original_dst_lb_config: { use_http_header: true, http_header_name: 'x-gateway-destination-endpoint' },
        },
        {
          name: 'picker',
          type: 'STATIC',
          connect_timeout: '1s',
          typed_extension_protocol_options: {
            'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
              '@type': `${TYPES}.upstreams.http.v3.HttpProtocolOptions`,
              explicit_http_config: { http2_protocol_options: {} },
            },
          },
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

function socket(port: number): object {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
