import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../wire/shape.ts';

/**
 * What a pod's resolv.conf says (pkg/kubelet/network/dns/dns.go, v1.36.2: GetPodDNS). There is no cluster DNS here, so ClusterFirst
 * becomes Default, as with a kubelet that has none.
 *
 * @param hostResolv The text of the machine's /etc/resolv.conf.
 */
export function dnsOf(spec: IPodSpec, hostResolv: string): Draft<'DNSConfig'> {
  const base = spec.dnsPolicy === 'None' ? NOTHING : parseResolv(hostResolv);
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  return {
    servers: distinct([...base.servers, ...nameservers]).slice(0, MAX_SERVERS),
    searches: distinct([...base.searches, ...searches]).slice(0, MAX_SEARCHES),
    options: mergeOptions(base.options, options),
  };
}

/** pkg/apis/core/validation/validation.go: MaxDNSNameservers, MaxDNSSearchPaths. */
const MAX_SERVERS = 3;
const MAX_SEARCHES = 32;

interface Resolv {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

const NOTHING: Resolv = { servers: [], searches: [], options: [] };

function parseResolv(text: string): Resolv {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/));
  const argumentsOf = (word: string) => rows.filter(([first]) => first === word).map((row) => row.slice(1));
  return {
    servers: argumentsOf('nameserver').flatMap(([server]) => server ?? []),
    searches: (argumentsOf('search').at(-1) ?? []).filter((domain) => domain !== '.'),
    options: argumentsOf('options').at(-1) ?? [],
  };
}

/** The pod's options win over the machine's of the same name. */
function mergeOptions(
  base: readonly string[],
  own: readonly { readonly name?: string; readonly value?: string }[],
): readonly string[] {
  const merged = new Map(base.map((option) => [option.split(':')[0] ?? '', option]));
  for (const { name, value } of own) if (name) merged.set(name, value ? `${name}:${value}` : name);
  return [...merged.values()];
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
