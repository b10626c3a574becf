import type { ApiObject } from '../../../object/api-object.ts';
import type { WriteContext } from '../../resource.ts';
import { needsHealthCheck, type ServiceSpec } from './service-spec.ts';

/** What services are given ports of every node of. */
export const PORTS = { first: 30000, last: 32767 };

/** Gives a service its address, its families and its ports of nodes (pkg/registry/core/service/storage/alloc.go@1.36). */
export function allocate(object: ApiObject, context: WriteContext): ApiObject {
  const spec = (object.spec ?? {}) as ServiceSpec;
  if (spec.type === 'ExternalName') return { ...object, spec: withoutAddress(spec) };
  const others = context.list('services').filter((other) => other.metadata?.uid !== object.metadata?.uid);
  return { ...object, spec: withPorts(withAddress(spec, others, context), others, context) };
}

/** The addresses that a service has, by either field. */
export function addressesOf({ clusterIP, clusterIPs = [] }: ServiceSpec): readonly string[] {
  return clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [];
}

function withAddress(spec: ServiceSpec, others: readonly ApiObject[], { random }: WriteContext): ServiceSpec {
  const given = addressesOf(spec);
  const isSelectorless = Object.keys(spec.selector ?? {}).length === 0 && given[0] === 'None';
  const families = spec.ipFamilies ?? (isSelectorless ? ['IPv4', 'IPv6'] : ['IPv4']);
  const ipFamilyPolicy =
    spec.ipFamilyPolicy ?? (isSelectorless && !spec.ipFamilies ? 'RequireDualStack' : 'SingleStack');
  const addresses = given.length > 0 ? given : [freeAddress(others, random)];
  return {
    ...spec,
    // Who says only the second field is refused for it.
    clusterIP: spec.clusterIP || (given.length > 0 ? '' : (addresses[0] ?? '')),
    clusterIPs: addresses,
    ipFamilies: families,
    ipFamilyPolicy,
  };
}

/** An address that nobody has; the first of the range is the API server's own. */
function freeAddress(others: readonly ApiObject[], random: () => number): string {
  const taken = new Set(others.flatMap((other) => addressesOf((other.spec ?? {}) as ServiceSpec)));
  for (;;) {
    const offset = 256 + Math.floor(random() * (65536 - 512));
    const address = `10.96.${offset >> 8}.${offset & 255}`;
    if (!taken.has(address)) return address;
  }
}

function withPorts(spec: ServiceSpec, others: readonly ApiObject[], { random }: WriteContext): ServiceSpec {
  const isGiven =
    spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
  const taken = takenPorts(others);
  const give = () => {
    const port = freePort(taken, random);
    taken.add(port);
    return port;
  };
  const ports = spec.ports?.map(({ nodePort, ...port }) => {
    if (nodePort) return { ...port, nodePort };
    return isGiven ? { ...port, nodePort: give() } : port;
  });
  const check = needsHealthCheck(spec) && !spec.healthCheckNodePort;
  return {
    ...spec,
    ...(ports && { ports }),
    ...(check && { healthCheckNodePort: give() }),
  } as ServiceSpec;
}

/** The ports of nodes that other services have. */
export function takenPorts(others: readonly ApiObject[]): Set<number> {
  return new Set(
    others.flatMap((other) => {
      const { ports = [], healthCheckNodePort = 0 } = (other.spec ?? {}) as ServiceSpec;
      return [...ports.map(({ nodePort = 0 }) => nodePort), healthCheckNodePort].filter((port) => port !== 0);
    }),
  );
}

function freePort(taken: ReadonlySet<number>, random: () => number): number {
  for (;;) {
    const port = PORTS.first + Math.floor(random() * (PORTS.last - PORTS.first + 1));
    if (!taken.has(port)) return port;
  }
}

function withoutAddress(spec: ServiceSpec): ServiceSpec {
  // Nor does it say whom traffic from within goes to (defaultOnReadInternalTrafficPolicy@1.36).
  const { clusterIP, internalTrafficPolicy: _, ...others } = spec;
  return clusterIP ? { ...others, clusterIP } : others;
}
