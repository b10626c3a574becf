import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** The header by which a test of a gateway says where a request is to go. */
const TEST_HEADER = 'test-epp-endpoint-selection';

/**
 * Keeps the endpoints that a header names, in its order, by address or by IP alone; none without it. For the conformance tests of
 * gateways, which steer a picker by it; a client could, too (llm-d-router ebab687 scheduling/test/filter/request_header_based_filter.go).
 */
export function byTestHeader(
  { request, candidates }: Parameters<Filter>[0],
  kept: readonly number[],
): readonly number[] {
  const named = (request.headers?.get(TEST_HEADER) ?? '').split(',').map((each) => each.trim());
  const places = named.flatMap((name) => {
    if (name === '') return [];
    const place = kept.find((at) => {
      const { address } = (candidates[at] as EndpointState).endpoint;
      return address === name || hostOf(address) === name.replace(/^\[|\]$/g, '');
    });
    return place === undefined ? [] : [place];
  });
  return [...new Set(places)];
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
