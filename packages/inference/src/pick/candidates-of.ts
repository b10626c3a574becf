import type { EndpointState } from '../endpoint-state.ts';

/**
 * The endpoints of a pool to which a proxy lets a request go: all, or those that the subset names, by address or by IP alone
 * (all ports of it, as LWEPP reads it). None when the subset is there and names none of ours.
 */
export function candidatesOf(
  up: readonly EndpointState[],
  subset: readonly string[] | undefined,
): readonly EndpointState[] {
  if (!subset) return up;
  const wanted = new Set(subset);
  return up.filter(({ endpoint: { address } }) => wanted.has(address) || wanted.has(hostOf(address)));
}

/** The IP of an address, without the brackets of IPv6. */
function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
