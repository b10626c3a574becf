import type { Endpoint } from '../../endpoint.ts';
import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter, Scorer } from '../policy.ts';

/** The header by which a client says where its session is. */
export const SESSION_HEADER = 'x-session-token';

/**
 * The server that a session's token names, 1; others 0. Stateless: the token is the server's name in base64, so that every
 * picker of a pool understands it (llm-d-router ebab687 scorer/sessionaffinity, encoded_endpoint_header).
 */
export function sessionScorer(header: string = SESSION_HEADER): Scorer {
  return ({ request, candidates }, kept) => {
    const token = request.headers?.get(header);
    const name = token === undefined ? undefined : Buffer.from(token, 'base64').toString();
    return kept.map((place) => (nameOf((candidates[place] as EndpointState).endpoint) === name ? 1 : 0));
  };
}

/** The server that a session's token names, alone; all where it names none of them (llm-d-router ebab687 filter/sessionaffinity). */
export function sessionFilter(header: string = SESSION_HEADER): Filter {
  const scorer = sessionScorer(header);
  return (situation, kept) => {
    const at = scorer(situation, kept).indexOf(1);
    return at < 0 ? kept : [kept[at] as number];
  };
}

/** The token that leads back to an endpoint. */
export function sessionToken(endpoint: Endpoint): string {
  return Buffer.from(nameOf(endpoint)).toString('base64');
}

/** Upstream names pods; an address of a list has no other name. */
function nameOf({ pod, address }: Endpoint): string {
  return pod ? `${pod.namespace}/${pod.name}` : address;
}
