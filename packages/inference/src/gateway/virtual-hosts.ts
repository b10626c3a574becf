import type {
  Gateway,
  GatewaySources,
  HttpRoute,
  Listener,
  ParentRef,
  RouteMatch,
  RouteRule,
} from './gateway-objects.ts';

/** One match of one rule, with all that decides when it is asked. */
export interface RouteEntry {
  readonly route: HttpRoute;
  readonly rule: RouteRule;
  readonly match: RouteMatch;
}

/** A name by which hosts are asked for, and the matches for it, the first that fits first. */
export interface VirtualHost {
  /** `*`, `*.example.com` or a name. */
  readonly domain: string;
  readonly entries: readonly RouteEntry[];
}

/** Routes of the listeners of one port, by domain. */
export function virtualHosts(
  gateway: Gateway,
  listeners: readonly Listener[],
  { routes }: Pick<GatewaySources, 'routes'>,
): readonly VirtualHost[] {
  const attached = listeners.flatMap((listener) =>
    routes.filter((route) => isAttached(route, gateway, listener)).flatMap((route) => placesOf(route, listener)),
  );
  const domains = [...new Set(attached.map(({ hostname }) => hostname))].toSorted((a, b) => (a < b ? -1 : 1));
  return domains.map((domain) => {
    // The listener that names the host most exactly is the only one that is asked (HTTP listener isolation).
    const listener = mostExact(listeners.filter(({ hostname = '*' }) => covers(hostname, domain)));
    const places = attached.filter((place) => place.listener === listener && covers(place.hostname, domain));
    return { domain, entries: places.toSorted(inOrder).map(({ entry }) => entry) };
  });
}

interface AttachedPlace {
  readonly listener: Listener;
  readonly hostname: string;
  readonly entry: RouteEntry;
  readonly ruleNumber: number;
}

function placesOf(route: HttpRoute, listener: Listener): readonly AttachedPlace[] {
  const { hostname: own = '*' } = listener;
  const named = route.hostnames && route.hostnames.length > 0 ? route.hostnames : ['*'];
  const hostnames = named.flatMap((hostname) =>
    covers(own, hostname) ? [hostname] : covers(hostname, own) ? [own] : [],
  );
  return hostnames.flatMap((hostname) =>
    (route.rules ?? []).flatMap((rule, ruleNumber) =>
      (rule.matches && rule.matches.length > 0 ? rule.matches : [{}]).map((match) => ({
        listener,
        hostname,
        entry: { route, rule, match },
        ruleNumber,
      })),
    ),
  );
}

/** Whether every host of the second is one of the first. */
function covers(pattern: string, hostname: string): boolean {
  if (pattern === '*' || pattern === hostname) return true;
  return pattern.startsWith('*.') && hostname.replace(/^\*/, '').endsWith(pattern.slice(1)) && hostname !== '*';
}

function mostExact(listeners: readonly Listener[]): Listener | undefined {
  return listeners.toSorted((a, b) => exactness(b.hostname) - exactness(a.hostname))[0];
}

function exactness(hostname = '*'): number {
  return hostname === '*' ? 0 : hostname.length + (hostname.startsWith('*') ? 0 : 1000);
}

/** The order of Gateway API: host, path, method, headers, parameters, age, name (HTTPRouteRule.matches, gateway-api@v1.4.0). */
function inOrder(a: AttachedPlace, b: AttachedPlace): number {
  const [one, other] = [a.entry.match, b.entry.match];
  return (
    exactness(b.hostname) - exactness(a.hostname) ||
    pathRank(other) - pathRank(one) ||
    Number(other.method !== undefined) - Number(one.method !== undefined) ||
    (other.headers?.length ?? 0) - (one.headers?.length ?? 0) ||
    (other.queryParams?.length ?? 0) - (one.queryParams?.length ?? 0) ||
    (a.entry.route.created ?? Number.MAX_VALUE) - (b.entry.route.created ?? Number.MAX_VALUE) ||
    byName(a.entry.route, b.entry.route) ||
    a.ruleNumber - b.ruleNumber
  );
}

/** Exact paths first, then patterns, then the longest prefix. */
function pathRank({ path }: RouteMatch): number {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  return value.length + (type === 'Exact' ? 200_000 : type === 'RegularExpression' ? 100_000 : 0);
}

function byName(a: HttpRoute, b: HttpRoute): number {
  const [one, other] = [`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

function isAttached(route: HttpRoute, gateway: Gateway, listener: Listener): boolean {
  const isNamed = (route.parentRefs ?? []).some((ref) => isParent(ref, route, gateway, listener));
  if (!isNamed) return false;
  const from = listener.allowedRoutes?.namespaces?.from ?? 'Same';
  return from === 'All' || (from === 'Same' && route.namespace === gateway.namespace);
}

function isParent(ref: ParentRef, route: HttpRoute, gateway: Gateway, listener: Listener): boolean {
  const { group = 'gateway.networking.k8s.io', kind = 'Gateway', name, namespace = route.namespace } = ref;
  return (
    group === 'gateway.networking.k8s.io' &&
    kind === 'Gateway' &&
    name === gateway.name &&
    namespace === gateway.namespace &&
    (ref.sectionName === undefined || ref.sectionName === listener.name) &&
    (ref.port === undefined || ref.port === listener.port)
  );
}
