import type { ApiObject } from '@outrigger/cluster';

/** Of an object no more than metadata are made of: a cluster has many. */
export interface KnownObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly owner: { readonly kind: string; readonly name: string; readonly uid: string } | undefined;
  readonly node: string | undefined;
  readonly zone: string | undefined;
  readonly revision: string | undefined;
  /** Whether `revision` is the hash of a template, for want of the number of a rollout. */
  readonly isHash: boolean;
  /** By the name of the container. */
  readonly images: ReadonlyMap<string, string> | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** What is kept of an object; undefined for what has no name. Of its labels, those chosen. */
export function knownObject(object: ApiObject, chosen: readonly string[]): KnownObject | undefined {
  const { kind, metadata = {}, spec = {}, status = {} } = object as ReadObject;
  const { name, namespace = '', uid = '', labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  if (kind === undefined || name === undefined) return undefined;
  // A kubelet's own pods belong to their Node, which is where they are and not what they are of.
  const owner = ownerReferences.find((each) => each.controller && each.kind !== 'Node');
  const rollout = annotations['deployment.kubernetes.io/revision'] ?? status.updateRevision;
  const hash = labels['controller-revision-hash'] ?? labels['pod-template-hash'];
  return {
    kind,
    namespace,
    name,
    uid,
    owner: owner && { kind: owner.kind, name: owner.name, uid: owner.uid },
    node: kind === 'Node' ? name : spec.nodeName || undefined,
    zone: labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'],
    revision: rollout ?? hash,
    isHash: rollout === undefined,
    images: kind === 'Pod' ? imagesOf(spec) : undefined,
    labels: Object.fromEntries(
      chosen.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])),
    ),
  };
}

interface ReadObject extends ApiObject {
  readonly spec?: PodFields;
  readonly status?: { readonly updateRevision?: string };
}

interface PodFields {
  readonly nodeName?: string;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
}

interface Container {
  readonly name: string;
  readonly image?: string;
}

function imagesOf({
  containers = [],
  initContainers = [],
  ephemeralContainers = [],
}: PodFields): KnownObject['images'] {
  const all = [...containers, ...initContainers, ...ephemeralContainers];
  return new Map(all.flatMap(({ name, image }) => (image === undefined ? [] : [[name, image]])));
}
