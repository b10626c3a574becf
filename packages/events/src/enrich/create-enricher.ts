import type { Change } from '@outrigger/cluster';
import type { Observation, ObservedMetadata } from '../observation.ts';
import type { KnownObject } from './known-object.ts';
import { type MemoryLimits, type ObjectMemory, objectMemory } from './object-memory.ts';

/** Knows what the objects of one cluster are beside their names, from changes that it is told; it asks nobody. */
export interface Enricher {
  /** Takes a change, as informers tell it; `now` in ms since 1970. */
  readonly learn: (change: Change, now: number) => void;
  readonly metadata: (observation: EnrichedBy) => ObservedMetadata;
  /** How many objects it knows, and how many of them have gone. */
  readonly size: ObjectMemory['size'];
}

/** What is asked by. */
export type EnrichedBy = Pick<Observation, 'about' | 'source' | 'reason' | 'message'>;

/** What is kept of objects. */
export interface EnricherOptions {
  /** Names of the labels that metadata have. */
  readonly labels?: readonly string[];
  readonly limits?: Partial<MemoryLimits>;
}

/** Gone objects are remembered for an hour by default, as long as Events live. */
export function createEnricher({ labels = [], limits = {} }: EnricherOptions = {}): Enricher {
  const memory = objectMemory({ goneMs: 3_600_000, mostGone: 50_000, ...limits }, labels);
  return {
    learn: memory.learn,
    size: memory.size,
    metadata(observation) {
      const { kind, namespace, name, uid, fieldPath } = observation.about;
      const known = memory.find(kind, namespace, name, uid);
      if (known === undefined) return metadataOfUnknown(observation, memory);
      const line = lineOf(known, memory);
      // Another pod of that name may be elsewhere; it has the same owner all the same.
      const isOther = kind === 'Pod' && uid !== '' && known.uid !== uid;
      const node = (isOther ? undefined : known.node) ?? nodeBySource(observation);
      return {
        workload: workloadOf(line),
        node,
        zone: known.zone ?? zoneOf(node, memory),
        image: imageOf(known, fieldPath),
        revision: revisionOf(line),
        labels: labels.length === 0 ? NO_LABELS : labelsOf(line),
      };
    },
  };
}

/** The stage: every observation with the metadata of its object. */
export function enrichAll(observations: readonly Observation[], enricher: Enricher): readonly Observation[] {
  return observations.map((observation) => ({ ...observation, metadata: enricher.metadata(observation) }));
}

const NO_LABELS: Readonly<Record<string, string>> = {};

/** The object, its owner, and so on. The last one may be known by name only. */
function lineOf(object: KnownObject, memory: ObjectMemory): readonly KnownObject[] {
  const line = [object];
  // Owners in a ring are possible: nobody checks.
  for (let at = object; at.owner !== undefined && line.length < 8; ) {
    const { kind, name, uid } = at.owner;
    const { namespace } = object;
    const found = memory.find(kind, namespace, name, uid);
    const above = found ?? { ...NOTHING, kind, namespace, name, uid };
    line.push(above);
    if (found === undefined) {
      const deployment = deploymentOf(above, at);
      if (deployment !== undefined) line.push(deployment);
      break;
    }
    at = above;
  }
  return line;
}

const NOTHING: Omit<KnownObject, 'kind' | 'namespace' | 'name' | 'uid'> = {
  owner: undefined,
  node: undefined,
  zone: undefined,
  revision: undefined,
  isHash: false,
  images: undefined,
  labels: NO_LABELS,
};

/** A ReplicaSet that is not known was made by a Deployment, if it ends with the hash that its pods are labelled with. */
function deploymentOf({ kind, namespace, name }: KnownObject, pod: KnownObject): KnownObject | undefined {
  const suffix = `-${pod.revision}`;
  if (kind !== 'ReplicaSet' || pod.revision === undefined || !name.endsWith(suffix)) return undefined;
  return { ...NOTHING, kind: 'Deployment', namespace, name: name.slice(0, -suffix.length), uid: '' };
}

function workloadOf(line: readonly KnownObject[]): ObservedMetadata['workload'] {
  const top = line.at(-1);
  return top && { kind: top.kind, namespace: top.namespace, name: top.name };
}

/** The number of a rollout where somebody in the line has one, else the hash of the template. */
function revisionOf(line: readonly KnownObject[]): string | undefined {
  // Not the Deployment's own: its newest rollout is not the one of every pod that it has.
  const [object, owner] = line;
  if (object?.kind === 'Pod' && owner?.kind === 'ReplicaSet' && owner.revision !== undefined && !owner.isHash)
    return owner.revision;
  return object?.revision;
}

function labelsOf(line: readonly KnownObject[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...line.map(({ labels }) => labels).reverse());
}

/** Of the container that the event is about; of the only one, where it names none. */
function imageOf({ images }: KnownObject, fieldPath: string): string | undefined {
  if (images === undefined) return undefined;
  const open = fieldPath.indexOf('{');
  if (open >= 0) return images.get(fieldPath.slice(open + 1, -1));
  const [only] = images.values();
  return images.size === 1 ? only : undefined;
}

function zoneOf(node: string | undefined, memory: ObjectMemory): string | undefined {
  return node === undefined ? undefined : memory.find('Node', '', node, '')?.zone;
}

/** A kubelet says which it is; the scheduler says it where the pod does not yet. */
function nodeBySource({ about, source, reason, message }: EnrichedBy): string | undefined {
  if (about.kind === 'Node') return about.name;
  if (source.component === 'kubelet') return source.instance || undefined;
  if (reason !== 'Scheduled' || about.kind !== 'Pod') return undefined;
  return /^Successfully assigned \S+ to (\S+)$/.exec(message)?.[1];
}

function metadataOfUnknown(observation: EnrichedBy, memory: ObjectMemory): ObservedMetadata {
  const { kind, namespace, name } = observation.about;
  const node = nodeBySource(observation);
  const maker = kind === 'Pod' ? makerByName(namespace, name, memory) : undefined;
  const line = maker && lineOf(maker, memory);
  // Who owns these can only be said by themselves.
  const itself = OWNED.has(kind) ? undefined : { kind, namespace, name };
  return {
    workload: line === undefined ? itself : workloadOf(line),
    node,
    zone: zoneOf(node, memory),
    image: undefined,
    revision: maker?.revision,
    labels: line === undefined ? NO_LABELS : labelsOf(line),
  };
}

/** Pods are named after what has made them: `web-6d4-x2x4z`, `db-0`. Believed only of an owner that there is. */
function makerByName(namespace: string, pod: string, memory: ObjectMemory): KnownObject | undefined {
  const cut = pod.lastIndexOf('-');
  if (cut <= 0) return undefined;
  const last = pod.slice(cut + 1);
  for (const [kind, says] of MAKERS) {
    if (!says.test(last)) continue;
    const found = memory.find(kind, namespace, pod.slice(0, cut), '');
    if (found !== undefined) return found;
  }
  return undefined;
}

const BY_CHANCE = /^[a-z0-9]{5}$/;
const MAKERS: readonly (readonly [kind: string, says: RegExp])[] = [
  ['ReplicaSet', BY_CHANCE],
  ['Job', BY_CHANCE],
  ['DaemonSet', BY_CHANCE],
  ['ReplicationController', BY_CHANCE],
  ['StatefulSet', /^\d+$/],
];

const OWNED: ReadonlySet<string> = new Set(['Pod', 'ReplicaSet', 'Job', 'ControllerRevision', 'EndpointSlice']);
