import type { IEndpoints, IPod, IService } from 'kubernetes-models/v1';
import { isSame } from '../../local/object/is-same.ts';
import { type Controller, type Key, type View, watching } from '../controller.ts';
import { endpoints, pods, services } from '../kinds.ts';
import { create, isFailure, type Plan, remove, say, update } from '../plan.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { itself } from '../read/owner.ts';
import { isFinished, isReady } from '../read/pod.ts';
import { podsOf, portAt, servicesOf } from './service-pods.ts';

/** Says behind which addresses a service is, in the old form: pkg/controller/endpoint@1.36. */
export const endpointsController: Controller = {
  name: 'endpoints-controller',
  component: 'endpoint-controller',
  watches: [watching(services, itself), watching(pods, servicesOf), watching(endpoints, itself)],
  reconcile,
};

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const service = view.get(services, namespace, name);
  const known = view.get(endpoints, namespace, name);
  if (service === undefined) {
    if (known?.metadata?.labels?.[MANAGED_BY] !== undefined) yield* remove(endpoints, known);
    return;
  }
  const { selector, type, clusterIP } = service.spec ?? {};
  if (type === 'ExternalName' || selector === undefined) return;
  const subsets = subsetsOf(service, podsOf(view, namespace, selector));
  const labels = {
    ...service.metadata?.labels,
    [MANAGED_BY]: 'endpoint-controller',
    ...((clusterIP === undefined || clusterIP === '' || clusterIP === 'None') && { [HEADLESS]: '' }),
  };
  if (
    known &&
    isSame(withoutVersions(known.subsets), withoutVersions(subsets)) &&
    isSame(labels, known.metadata?.labels)
  ) {
    return;
  }
  const metadata = { ...known?.metadata, name, namespace, labels };
  const wanted = { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets: [...subsets] } as IEndpoints;
  try {
    if (known) yield* update(endpoints, wanted);
    else yield* create(endpoints, wanted);
  } catch (error) {
    if (isTerminatingNamespace(error)) return;
    if (isFailure(error)) yield* tell(service, known === undefined, error.message);
    throw error;
  }
}

function* tell(service: IService, isNew: boolean, why: string): Plan {
  const { namespace, name } = service.metadata ?? {};
  const message = isNew
    ? `Failed to create endpoint for service ${namespace}/${name}: ${why}`
    : `Failed to update endpoint ${namespace}/${name}: ${why}`;
  yield* say(
    endpoints,
    { ...service, kind: 'Endpoints' } as unknown as IEndpoints,
    'Warning',
    isNew ? 'FailedToCreateEndpoint' : 'FailedToUpdateEndpoint',
    message,
  );
}

type Subset = NonNullable<IEndpoints['subsets']>[number];
type Address = NonNullable<Subset['addresses']>[number];
type Port = NonNullable<Subset['ports']>[number];

/** Addresses with the same ports stand in one subset (endpoints.RepackSubsets@1.36). */
function subsetsOf(service: IService, selected: readonly IPod[]): readonly Subset[] {
  const isPatient = service.spec?.publishNotReadyAddresses === true;
  const bySet = new Map<string, { ports: readonly Port[]; ready: Address[]; notReady: Address[] }>();
  for (const pod of selected) {
    if (!isInEndpoints(pod, isPatient)) continue;
    const ports = portsOf(service, pod);
    if (ports.length === 0 && (service.spec?.ports ?? []).length > 0) continue;
    const key = JSON.stringify(ports);
    const subset = bySet.get(key) ?? { ports, ready: [], notReady: [] };
    bySet.set(key, subset);
    (isPatient || isReady(pod) ? subset.ready : subset.notReady).push(addressOf(service, pod));
  }
  return [...bySet.values()].map(({ ports, ready, notReady }) => ({
    ...(ready.length > 0 && { addresses: ready }),
    ...(notReady.length > 0 && { notReadyAddresses: notReady }),
    ...(ports.length > 0 && { ports: [...ports] }),
  }));
}

/** endpointslice util ShouldPodBeInEndpoints@1.36. */
function isInEndpoints(pod: IPod, isPatient: boolean): boolean {
  if (isFinished(pod) || !pod.status?.podIP) return false;
  return isPatient || pod.metadata?.deletionTimestamp === undefined;
}

function portsOf(service: IService, pod: IPod): readonly Port[] {
  return (service.spec?.ports ?? []).flatMap((port) => {
    const number = portAt(pod, port);
    const { name, protocol = 'TCP', appProtocol } = port;
    return number === undefined
      ? []
      : [{ ...(name && { name }), port: number, protocol, ...(appProtocol && { appProtocol }) }];
  });
}

function addressOf(service: IService, { metadata, spec, status }: IPod): Address {
  const { name, namespace, uid } = metadata ?? {};
  const hasHostname = spec?.hostname && spec.subdomain === service.metadata?.name;
  return {
    ip: status?.podIP ?? '',
    ...(hasHostname && { hostname: spec.hostname }),
    ...(spec?.nodeName && { nodeName: spec.nodeName }),
    targetRef: { kind: 'Pod', ...(namespace && { namespace }), ...(name && { name }), ...(uid && { uid }) },
  } as Address;
}

function withoutVersions(subsets: readonly Subset[] | undefined): unknown {
  return JSON.parse(JSON.stringify(subsets ?? [], (key, value) => (key === 'resourceVersion' ? undefined : value)));
}
