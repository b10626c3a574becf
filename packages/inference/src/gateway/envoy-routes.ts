import type { Pool } from '../pool/pool.ts';
import { type Backend, backendOf } from './backends.ts';
import type { GatewaySources } from './gateway-objects.ts';
import { DESTINATION, NOWHERE, pickedBy } from './picker-filter.ts';
import { filterFields } from './route-filters.ts';
import { envoyMatch } from './route-match.ts';
import type { RouteEntry } from './virtual-hosts.ts';

/** What routes add to a configuration while they are written. */
export interface ConfigDraft {
  readonly note: (text: string) => void;
  /** The name of its cluster. */
  readonly serviceCluster: (service: {
    readonly namespace: string;
    readonly name: string;
    readonly port: number;
  }) => string;
  readonly poolClusters: (pool: Pool) => PoolClusters | { readonly refused: string };
}

/** The clusters of a pool. */
export interface PoolClusters {
  readonly picker: string;
  /** Sends to the endpoint that the picker has named. */
  readonly closed: string;
  /** Goes through the list that the picker has named; of a pool whose endpoints are known. */
  readonly listed?: string;
  /** Sends to any endpoint; of a pool that fails open. */
  readonly open?: string;
}

/**
 * The routes of one match: for where the picker has named a list, for where it has named one endpoint, and where a pool fails open for where it
 * has not answered. When it has, the route is looked for again, and the first fits.
 */
export function envoyRoutes(
  { route, rule, match }: RouteEntry,
  sources: GatewaySources,
  draft: ConfigDraft,
): readonly object[] {
  const said = `HTTPRoute "${route.namespace}/${route.name}"`;
  const found = envoyMatch(match);
  const { unknown, instead, action, route: fields } = filterFields(rule, match);
  for (const type of unknown) draft.note(`${said}: a filter of type ${type} is unknown here: its requests get 500`);
  if (unknown.length > 0) return [{ match: found, direct_response: REFUSED }];
  if (instead) return [{ match: found, ...fields, ...instead }];
  const shares = (rule.backendRefs ?? []).map((ref) => shareOf(backendOf(ref, route, sources), draft));
  for (const share of shares)
    if ('missing' in share) draft.note(`${said}: ${share.missing}: its share of requests gets 500`);
  const going = shares.filter(({ weight }) => weight > 0);
  // Envoy has no share of a route that is answered by itself, so that one that leads nowhere takes a route's place or is told.
  const there = going.filter((share) => !('missing' in share)) as readonly Sent[];
  if (there.length === 0) return [{ match: found, ...fields, direct_response: REFUSED }];
  const { request, backendRequest } = rule.timeouts ?? {};
  const common = { ...action, timeout: secondsOf(request ?? backendRequest ?? '0s') };
  const missing = going.filter((share) => 'missing' in share).reduce((sum, { weight }) => sum + weight, 0);
  const toPicked = { ...fields, ...sentTo(there, missing, common, ({ clusters }) => clusters.closed, false) };
  const listed = ({ clusters }: Sent) => clusters.listed ?? clusters.closed;
  const toListed = { ...fields, ...sentTo(there, missing, { ...common, retry_policy: NEXT }, listed, false) };
  const isListed = withHeader(found, { name: DESTINATION, string_match: { contains: ',' } });
  const lists = there.some(({ clusters }) => clusters.listed) ? [{ match: isListed, ...toListed }] : [];
  if (!there.some(({ clusters }) => clusters.open)) return [...lists, { match: found, ...toPicked }];
  const isNamed = withHeader(found, { name: DESTINATION, present_match: true });
  const toAny = {
    ...fields,
    ...sentTo(there, missing, common, ({ clusters }) => clusters.open ?? clusters.closed, true),
  };
  return [...lists, { match: isNamed, ...toPicked }, { match: found, ...toAny }];
}

/** Where nothing of an answer has come, the next of the list may be tried: as many as a picker may name usefully. */
const NEXT = { retry_on: 'connect-failure,refused-stream,reset-before-request', num_retries: 3 };

function withHeader(match: object, header: object): object {
  return { ...match, headers: [...((match as { headers?: readonly object[] }).headers ?? []), header] };
}

interface Sent {
  readonly weight: number;
  readonly clusters: Omit<PoolClusters, 'picker'> & Partial<Pick<PoolClusters, 'picker'>>;
}

type Share = Sent | { readonly weight: number; readonly missing: string };

function shareOf(backend: Backend, draft: ConfigDraft): Share {
  const { weight } = backend;
  if ('missing' in backend) return backend;
  if ('service' in backend) return { weight, clusters: { closed: draft.serviceCluster(backend.service) } };
  const clusters = draft.poolClusters(backend.pool);
  return 'refused' in clusters ? { weight, missing: clusters.refused } : { weight, clusters };
}

/** Where all shares go; the picker that is asked is the one of the share. */
function sentTo(
  shares: readonly Sent[],
  missing: number,
  common: object,
  clusterOf: (share: Sent) => string,
  mayFailOpen: boolean,
): object {
  const picked = ({ clusters: { picker, open } }: Sent) =>
    picker === undefined ? {} : pickedBy(picker, mayFailOpen && open !== undefined);
  const [only] = shares as [Sent];
  if (shares.length === 1 && missing === 0) return { route: { cluster: clusterOf(only), ...common }, ...picked(only) };
  const clusters = shares.map((share) => ({ name: clusterOf(share), weight: share.weight, ...picked(share) }));
  // A cluster named by a header that nobody sends is none: that share is answered with 500.
  const nowhere = missing > 0 ? [{ cluster_header: NOWHERE, weight: missing }] : [];
  return {
    route: {
      weighted_clusters: { clusters: [...clusters, ...nowhere] },
      cluster_not_found_response_code: 'INTERNAL_SERVER_ERROR',
      ...common,
    },
  };
}

const REFUSED = { status: 500, body: { inline_string: 'the route leads nowhere\n' } };

/** `1m30s` in seconds, as Envoy takes durations; 0 for no limit. */
function secondsOf(duration: string): string {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...duration.matchAll(/(\d+)(ms|h|m|s)/g)];
  const seconds = parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] as number), 0);
  return `${Number(seconds.toFixed(3))}s`;
}
