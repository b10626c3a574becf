import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPersistentVolumeClaim, IPod } from 'kubernetes-models/v1';
import { statefulSets } from '../kinds.ts';
import { podFromTemplate, type Template } from '../read/pod-control.ts';

/** The number at the end of a pod's name; -1 for none (getParentNameAndOrdinal@1.36). */
export function ordinalOf({ metadata }: IPod): number {
  return Number(/^.*-(\d+)$/.exec(metadata?.name ?? '')?.[1] ?? -1);
}

/** Whether a pod's name says that it is one of the set's. */
export function isMember(set: IStatefulSet, { metadata }: IPod): boolean {
  return /^(.*)-\d+$/.exec(metadata?.name ?? '')?.[1] === set.metadata?.name;
}

/** The number of the first pod. */
export function startOf({ spec }: IStatefulSet): number {
  return spec?.ordinals?.start ?? 0;
}

/** Whether a pod is one of those that the set is to have now. */
export function isInRange(set: IStatefulSet, pod: IPod): boolean {
  const ordinal = ordinalOf(pod);
  return ordinal >= startOf(set) && ordinal < startOf(set) + (set.spec?.replicas ?? 1);
}

/** The pod of a number, of one revision of the template (newStatefulSetPod@1.36). */
export function newPod(set: IStatefulSet, template: Template, revision: string, ordinal: number): IPod {
  const made = podFromTemplate(statefulSets, set, template);
  const name = `${set.metadata?.name}-${ordinal}`;
  const { generateName, ...metadata } = made.metadata ?? {};
  const named: IPod = {
    ...made,
    metadata: { ...metadata, ...(generateName !== undefined && { generateName }), name },
    ...(made.spec && { spec: { ...made.spec, hostname: name, subdomain: set.spec?.serviceName ?? '' } }),
  };
  return withStorage(set, withIdentity(set, named, { [REVISION_LABEL]: revision }));
}

/** The revision that a pod was made of. */
export function revisionOf({ metadata }: IPod): string {
  return metadata?.labels?.[REVISION_LABEL] ?? '';
}

const REVISION_LABEL = 'controller-revision-hash';
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** Whether a pod shows who it is, and has its claims. */
export function isAsItShouldBe(set: IStatefulSet, pod: IPod): boolean {
  return pod.metadata?.labels?.[NAME_LABEL] === pod.metadata?.name && hasStorage(set, pod);
}

/** The pod with its labels and volumes made right. */
export function corrected(set: IStatefulSet, pod: IPod): IPod {
  const named = withIdentity(set, pod, {});
  return hasStorage(set, pod) ? named : withStorage(set, named);
}

function withIdentity(_set: IStatefulSet, pod: IPod, more: Readonly<Record<string, string>>): IPod {
  const own = { [NAME_LABEL]: pod.metadata?.name ?? '', [INDEX_LABEL]: String(ordinalOf(pod)) };
  return { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...own, ...more } } };
}

function hasStorage(set: IStatefulSet, pod: IPod): boolean {
  return claimsOf(set, pod).every(({ template, claim }) =>
    pod.spec?.volumes?.some(
      ({ name, persistentVolumeClaim }) =>
        name === template && persistentVolumeClaim?.claimName === claim.metadata?.name,
    ),
  );
}

function withStorage(set: IStatefulSet, pod: IPod): IPod {
  const wanted = claimsOf(set, pod);
  if (wanted.length === 0 || pod.spec === undefined) return pod;
  const names = new Set(wanted.map(({ template }) => template));
  const volumes = [
    ...wanted.map(({ template, claim }) => ({
      name: template,
      persistentVolumeClaim: { claimName: claim.metadata?.name ?? '', readOnly: false },
    })),
    ...(pod.spec.volumes ?? []).filter(({ name }) => !names.has(name)),
  ];
  return { ...pod, spec: { ...pod.spec, volumes } };
}

/** The claims that belong to a pod (getPersistentVolumeClaims@1.36). */
export function claimsOf(set: IStatefulSet, pod: IPod): readonly PodClaim[] {
  const { namespace, name } = set.metadata ?? {};
  return (set.spec?.volumeClaimTemplates ?? []).map((template) => ({
    template: template.metadata?.name ?? '',
    claim: {
      ...template,
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        ...template.metadata,
        name: `${template.metadata?.name}-${name}-${ordinalOf(pod)}`,
        ...(namespace !== undefined && { namespace }),
        labels: { ...template.metadata?.labels, ...set.spec?.selector?.matchLabels },
      },
    },
  }));
}

/** A claim, and the name of its template. */
export interface PodClaim {
  readonly template: string;
  readonly claim: IPersistentVolumeClaim;
}
