/** The header by which a picker names the endpoint (GIE docs/proposals/004-endpoint-picker-protocol). */
export const DESTINATION = 'x-gateway-destination-endpoint';

const NAME = 'envoy.filters.http.ext_proc';
const TYPES = 'type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3';

/** The filter that asks a picker; off, but for routes that name theirs. `cluster` is any picker: each route overrides it. */
export function pickerFilter(cluster: string): object {
  return {
    name: NAME,
    disabled: true,
    typed_config: {
      '@type': `${TYPES}.ExternalProcessor`,
      grpc_service: { envoy_grpc: { cluster_name: cluster } },
      message_timeout: '600s',
      allow_mode_override: true,
      processing_mode: modes('FULL_DUPLEX_STREAMED', 'FULL_DUPLEX_STREAMED'),
      metadata_options: {
        forwarding_namespaces: { untyped: ['envoy.lb.subset_hint', 'envoy.lb'] },
        receiving_namespaces: { untyped: ['envoy.lb'] },
      },
    },
  };
}

function modes(request_body_mode: string, response_body_mode: string): object {
  return {
    request_header_mode: 'SEND',
    request_body_mode,
    request_trailer_mode: 'SEND',
    response_header_mode: 'SEND',
    response_body_mode,
    response_trailer_mode: 'SEND',
  };
}

/**
 * What turns the filter on for a route or a part of it. Of a pool that fails open the body waits in Envoy: what has been streamed to
 * a picker that then fails is gone, and the request with it (ext_proc: no failure_mode_allow once a body is streamed in full duplex).
 */
export function pickedBy(cluster: string, isOpen: boolean): object {
  return {
    typed_per_filter_config: {
      [NAME]: {
        '@type': `${TYPES}.ExtProcPerRoute`,
        overrides: {
          grpc_service: { envoy_grpc: { cluster_name: cluster } },
          ...(isOpen && { failure_mode_allow: true, processing_mode: modes('BUFFERED', 'STREAMED') }),
        },
      },
    },
  };
}

/** A header that names the cluster of a share of requests that leads nowhere: nobody may send it. */
export const NOWHERE = 'x-outrigger-nowhere';

/** Takes the headers away before any route is looked for: no client says where its request goes. */
export const NOBODY_ELSE_NAMES_ENDPOINTS: object = {
  name: 'envoy.http.early_header_mutation.header_mutation',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation',
    mutations: [{ remove: DESTINATION }, { remove: NOWHERE }],
  },
};
