import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import type { IPod, IService } from 'kubernetes-models/v1';
import { isSame } from '../../local/object/is-same.ts';
import { type Change, type Controller, type Key, type View, type Wake, watching } from '../controller.ts';
import { endpointSlices, nodes, pods, services } from '../kinds.ts';
import { create, isFailure, type Plan, remove, update } from '../plan.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { controllerRef, itself } from '../read/owner.ts';
import { isFinished, isReady } from '../read/pod.ts';
import { podsOf, portAt, servicesOf } from './service-pods.ts';

/** Says behind which addresses a service is, a hundred in a slice: pkg/controller/endpointslice@1.36. */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  component: 'endpoint-slice-controller',
  watches: [
    watching(services, itself),
    watching(pods, servicesOf),
    watching(endpointSlices, ofSlice),
    watching(nodes, () => []),
  ],
  reconcile,
};

const SERVICE = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const MANAGER = 'endpointslice-controller.k8s.io';
const MOST_IN_SLICE = 100;

function* ofSlice({ before, after }: Change<IEndpointSlice>): Iterable<Wake> {
  const { namespace = '', labels } = (after ?? before)?.metadata ?? {};
  const name = labels?.[SERVICE];
  if (name !== undefined && labels?.[MANAGED_BY] === MANAGER) yield { namespace, name };
}

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const service = view.get(services, namespace, name);
  const { selector, type } = service?.spec ?? {};
  // What is left of a service goes with it, by its owner.
  if (service === undefined || selector === undefined || type === 'ExternalName') return;
  const known = view
    .list(endpointSlices, namespace)
    .filter(({ metadata }) => metadata?.labels?.[SERVICE] === name && metadata.labels[MANAGED_BY] === MANAGER);
  const wanted = slicesOf(view, service, podsOf(view, namespace, selector));
  const free = [...known];
  for (const slice of wanted) {
    // The slice that says so already, or else any of the same kind: its name stays.
    const isLike = (other: IEndpointSlice): boolean => isSame(contentOf(other), contentOf(slice));
    const isKin = (other: IEndpointSlice): boolean =>
      other.addressType === slice.addressType && isSame(other.ports, slice.ports);
    const at = free.findIndex(isLike) !== -1 ? free.findIndex(isLike) : free.findIndex(isKin);
    const [old] = at === -1 ? [] : free.splice(at, 1);
    if (old && isLike(old)) continue;
    yield* write(old, slice);
  }
  for (const old of free) yield* remove(endpointSlices, old);
}

function* write(old: IEndpointSlice | undefined, slice: IEndpointSlice): Plan {
  try {
    if (old === undefined) yield* create(endpointSlices, slice);
    else {
      const labels = slice.metadata?.labels;
      yield* update(endpointSlices, { ...slice, metadata: { ...old.metadata, ...(labels && { labels }) } });
    }
  } catch (error) {
    if (!isFailure(error) || !isTerminatingNamespace(error)) throw error;
  }
}

type Endpoint = NonNullable<IEndpointSlice['endpoints']>[number];

/** At least one slice for each family, and one more for pods whose ports have other numbers. */
function slicesOf(view: View, service: IService, selected: readonly IPod[]): readonly IEndpointSlice[] {
  const families = service.spec?.ipFamilies ?? ['IPv4'];
  return families.flatMap((addressType) => {
    const groups = new Map<string, { ports: IEndpointSlice['ports']; endpoints: Endpoint[] }>();
    for (const pod of selected) {
      const addresses = addressesOf(pod, addressType);
      if (isFinished(pod) || addresses.length === 0) continue;
      const ports = portsOf(service, pod);
      const key = JSON.stringify(ports);
      const group = groups.get(key) ?? { ports, endpoints: [] };
      groups.set(key, group);
      group.endpoints.push(endpointOf(view, service, pod, addresses));
    }
    if (groups.size === 0) groups.set('', { ports: [], endpoints: [] });
    return [...groups.values()].flatMap(({ ports, endpoints }) => {
      const count = Math.max(1, Math.ceil(endpoints.length / MOST_IN_SLICE));
      return Array.from({ length: count }, (_, at) =>
        sliceOf(service, addressType, ports, endpoints.slice(at * MOST_IN_SLICE, (at + 1) * MOST_IN_SLICE)),
      );
    });
  });
}

function sliceOf(
  service: IService,
  addressType: string,
  ports: IEndpointSlice['ports'],
  endpoints: Endpoint[],
): IEndpointSlice {
  const { name = '', namespace, labels } = service.metadata ?? {};
  const isHeadless = service.spec?.clusterIP === 'None';
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      ...(namespace && { namespace }),
      labels: { ...labels, [SERVICE]: name, [MANAGED_BY]: MANAGER, ...(isHeadless && { [HEADLESS]: '' }) },
      ownerReferences: [controllerRef(services, service)],
    },
    addressType,
    endpoints,
    ports,
  } as IEndpointSlice;
}

/** k8s.io/endpointslice utils.go podToEndpoint@1.36. */
function endpointOf(view: View, service: IService, pod: IPod, addresses: string[]): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const { name, namespace, uid } = pod.metadata ?? {};
  const { nodeName, hostname, subdomain } = pod.spec ?? {};
  const zone = nodeName && view.get(nodes, '', nodeName)?.metadata?.labels?.['topology.kubernetes.io/zone'];
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === service.metadata?.name && { hostname }),
    ...(nodeName && { nodeName }),
    targetRef: { kind: 'Pod', ...(namespace && { namespace }), ...(name && { name }), ...(uid && { uid }) },
    ...(zone && { zone }),
  } as Endpoint;
}

function addressesOf({ status }: IPod, family: string): string[] {
  const ips = (status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []);
  const all = ips.length > 0 ? ips : status?.podIP ? [status.podIP] : [];
  return all.filter((ip) => ip.includes(':') === (family === 'IPv6'));
}

/** A headless service without ports has one slice without ports. */
function portsOf(service: IService, pod: IPod): IEndpointSlice['ports'] {
  return (service.spec?.ports ?? []).flatMap((port) => {
    const number = portAt(pod, port);
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return number === undefined ? [] : [{ name, port: number, protocol, ...(appProtocol && { appProtocol }) }];
  });
}

function contentOf({ addressType, ports, endpoints, metadata }: IEndpointSlice): unknown {
  return { addressType, ports, endpoints, labels: metadata?.labels };
}
