import type { Draft } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { badRequest, notFound, type Refusal, refusal } from '../answer/refusal.ts';
import { keyOf } from '../read/stored-object.ts';
import type { Call } from '../world.ts';
import type { ContainerPlace, NodeConnection, NodeProblem, PodPlace } from './node-connection.ts';

/** A pod as it is kept. */
export type KeptPod = Draft<IPod>;

/** The pod that a request names. */
export function podOfCall({ info, resource, world }: Call): KeptPod {
  const stored = world.store.get(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (stored === undefined) throw notFound(resource, info.name);
  return stored as KeptPod;
}

/** The container that is meant, or the only one (kubernetes pkg/registry/core/pod/strategy.go validateContainer@1.36). */
export function containerOf(pod: KeptPod, asked: string): string {
  const name = pod.metadata?.name ?? '';
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  const all = [...initContainers, ...containers, ...ephemeralContainers].map((container) => container.name ?? '');
  if (asked !== '') {
    if (!all.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${name}`);
    return asked;
  }
  const [only, ...others] = containers;
  if (only !== undefined && others.length === 0) return only.name ?? '';
  const choice = only === undefined ? '' : `, choose one of: [${all.join(' ')}]`;
  throw badRequest(`a container name must be specified for pod ${name}${choice}`);
}

/** The pod's node, once it has one; 400 before. */
export function nodeOfPod(pod: KeptPod, nodes: (name: string) => NodeConnection | undefined): NodeConnection {
  const node = pod.spec?.nodeName;
  if (!node) throw badRequest(`pod ${pod.metadata?.name ?? ''} does not have a host assigned`);
  return nodeNamed(node, nodes);
}

/** A node that can be reached; upstream's own words for one that cannot begin with the error of the dialler. */
export function nodeNamed(node: string, nodes: (name: string) => NodeConnection | undefined): NodeConnection {
  const connection = nodes(node);
  if (connection === undefined) {
    throw refusal(
      500,
      'InternalError',
      `Internal error occurred: error dialing backend: no kubelet of node ${node} is known`,
    );
  }
  return connection;
}

/** Where a pod is, for its node. */
export function placeOf(pod: KeptPod): PodPlace;
export function placeOf(pod: KeptPod, container: string): ContainerPlace;
export function placeOf({ metadata }: KeptPod, container?: string): PodPlace | ContainerPlace {
  const place = { namespace: metadata?.namespace ?? '', pod: metadata?.name ?? '', uid: metadata?.uid ?? '' };
  return container === undefined ? place : { ...place, container };
}

/** What a kubelet could not do, as the API server passes it on. */
export function problemRefusal({ code, problem }: NodeProblem): Refusal {
  if (code === 400) return badRequest(problem);
  if (code === 404) return refusal(404, 'NotFound', problem);
  return refusal(code, 'InternalError', problem);
}
