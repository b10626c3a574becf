import type { IncidentObject } from '../incident.ts';
import type { JoinKey } from './causal-rule.ts';
import type { Fact } from './fact.ts';
import { isHeldByAway } from './held-by-away.ts';
import { objectKey } from './object-key.ts';
import type { Topology } from './topology.ts';

/** What a fact has in common with others by one way of joining. */
export function joinKeys(join: JoinKey, fact: Fact, topology: Topology): readonly string[] {
  return KEYS[join](fact, topology).map((key) => `${fact.cluster} ${join} ${key}`);
}

/** Where an image comes from. An image of `localhost` comes from the node itself, which is not one place. */
function registryOf(message: string): string | undefined {
  const image = /[Ii]mage "([^"]+)"/.exec(message)?.[1];
  if (image === undefined) return undefined;
  const [host = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && /[.:]/.test(host);
  if (/^(localhost|127\.)/.test(host)) return undefined;
  return isHost ? host : 'docker.io';
}

/** The quota that has been used up. */
function quotaOf(message: string): string | undefined {
  return /exceeded quota: ([^,]+),/.exec(message)?.[1];
}

/** The admission webhook that is spoken of. */
function webhookOf(message: string): string | undefined {
  return /webhook "([^"]+)"/.exec(message)?.[1];
}

const KEYS: Readonly<Record<JoinKey, (fact: Fact, topology: Topology) => readonly string[]>> = {
  object: ({ object }) => [objectKey(object)],
  pod: ({ object }) => (object.kind === 'Pod' ? [objectKey(object)] : []),
  owner: ({ subject }) => [objectKey(subject)],
  'unknown-claim': ({ object }, topology) => {
    const { kind, namespace, name } = object;
    if (kind === 'PersistentVolumeClaim') {
      const pods = podsNamedBy(name);
      const known = pods.find((pod) => topology.isKnown({ kind: 'Pod', namespace, name: pod }));
      return known === undefined ? [...pods.map((pod) => `${namespace}/${pod}`), namespace] : [`${namespace}/${known}`];
    }
    // Whose volumes nobody knows may wait for any claim of its namespace.
    return kind !== 'Pod' || (topology.claimsOf(object)?.length ?? 0) > 0 ? [] : [`${namespace}/${name}`, namespace];
  },
  node: (fact, topology) => some(nodeOf(fact, topology)),
  scheduling: (fact, topology) => (fact.reason === 'FailedScheduling' && !isHeldByAway(fact, topology) ? [] : ['']),
  applied: ({ subject, message }) => [objectKey(subject), ...appliedIn(message)],
  attached: ({ object, message }, topology) =>
    object.kind === 'Node'
      ? [...new Set(topology.podsOn(object.name).flatMap((pod) => usesOf(pod, '', topology)))].slice(0, MOST_USES)
      : usesOf(object, message, topology),
  cluster: () => [''],
  claim: ({ object, message }, topology) => claimsOf(object, message, topology),
  volume: ({ object, message }, topology) =>
    object.kind === 'PersistentVolume'
      ? [object.name]
      : [
          ...volumesIn(message),
          ...claimsOf(object, message, topology).flatMap((claim) => {
            const [namespace = '', name = ''] = claim.split('/');
            return some(topology.volumeOf({ kind: 'PersistentVolumeClaim', namespace, name }));
          }),
        ],
  registry: ({ message }) => some(registryOf(message)),
  quota: ({ object, message }) => some(quotaOf(message)).map((name) => `${object.namespace}/${name}`),
  webhook: ({ message }) => some(webhookOf(message)),
  service: ({ object }, topology) =>
    object.kind === 'Pod'
      ? topology.servicesOf(object).map((name) => `${object.namespace}/${name}`)
      : [`${object.namespace}/${object.name}`],
  'scale-target': ({ object, subject }, topology) => {
    const target = object.kind === 'HorizontalPodAutoscaler' ? topology.scaleTargetOf(object) : subject;
    return target === undefined ? [] : [objectKey(target)];
  },
  budget: ({ object }, topology) =>
    object.kind === 'Node'
      ? [...new Set(topology.podsOn(object.name).map(({ namespace }) => namespace))]
      : [object.namespace],
  metrics: () => [''],
};

/** The node that the fact is about, is on, or is told from. */
function nodeOf({ object, newest }: Fact, topology: Topology): string | undefined {
  if (object.kind === 'Node') return object.name;
  if (object.kind !== 'Pod') return undefined;
  const known = newest.metadata?.node ?? topology.nodeOf(object);
  // The kubelet says its node's name; a scheduler says where it runs itself.
  return known ?? (newest.source.component === 'kubelet' ? newest.source.instance || undefined : undefined);
}

function claimsOf(object: IncidentObject, message: string, topology: Topology): readonly string[] {
  if (object.kind === 'PersistentVolumeClaim') return [`${object.namespace}/${object.name}`];
  if (object.kind !== 'Pod') return [];
  const named = /persistentvolumeclaim "([^"]+)"/.exec(message)?.[1];
  return (named === undefined ? (topology.claimsOf(object) ?? []) : [named]).map(
    (name) => `${object.namespace}/${name}`,
  );
}

/**
 * Pods that a claim may have been made for: `data-db-0` for the pod db-0, as StatefulSets and generic ephemeral volumes name them, the
 * one behind its pod and the other after it (kubernetes pkg/controller/statefulset/stateful_set_utils.go@1.36
 * getPersistentVolumeClaimName, staging/src/k8s.io/component-helpers/storage/ephemeral VolumeClaimName).
 */
function podsNamedBy(claim: string): readonly string[] {
  const parts = claim.split('-').slice(0, MOST_PARTS);
  const cuts = Array.from({ length: Math.max(0, parts.length - 1) }, (_, index) => index + 1);
  return [...cuts.map((cut) => parts.slice(cut).join('-')), ...cuts.map((cut) => parts.slice(0, -cut).join('-'))];
}

/** No more parts of a name are looked at. */
const MOST_PARTS = 12;

function appliedIn(message: string): readonly string[] {
  return Array.from(message.matchAll(/\b([A-Z]\w+\/[-\w.]+\/[-\w.]+) (?:configured|created)/g), ([, key = '']) => key);
}

/** Its claims, and its workload for those whose volumes nobody knows. */
function usesOf(pod: IncidentObject, message: string, topology: Topology): readonly string[] {
  return [...claimsOf(pod, message, topology), ...some(topology.workloadOf(pod)).map(objectKey)];
}

/** A node holds a few hundred pods at most. */
const MOST_USES = 1_000;

function volumesIn(message: string): readonly string[] {
  return [...message.matchAll(/volume "(pvc-[0-9a-f-]+)"/g)].flatMap(([, name]) => name ?? []);
}

function some<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
