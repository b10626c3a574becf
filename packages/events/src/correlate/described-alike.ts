import type { ObjectReference, Observation, ObservedMetadata } from '../observation.ts';

/** Whether two observations of a fact differ in no more than how often, when, by which Event and in which words it was told. */
export function describedAlike(one: Observation, other: Observation): boolean {
  return (
    one.type === other.type &&
    one.action === other.action &&
    one.origin === other.origin &&
    one.class === other.class &&
    one.template?.id === other.template?.id &&
    one.source.component === other.source.component &&
    one.source.instance === other.source.instance &&
    isSameReference(one.about, other.about) &&
    isSameReference(one.related, other.related) &&
    isSameMetadata(one.metadata, other.metadata)
  );
}

function isSameReference(one: ObjectReference | undefined, other: ObjectReference | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.uid === other.uid &&
    one.fieldPath === other.fieldPath &&
    one.name === other.name &&
    one.namespace === other.namespace &&
    one.kind === other.kind &&
    one.apiVersion === other.apiVersion
  );
}

function isSameMetadata(one: ObservedMetadata | undefined, other: ObservedMetadata | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const { workload, node, zone, image, revision, labels } = one;
  return (
    node === other.node &&
    zone === other.zone &&
    image === other.image &&
    revision === other.revision &&
    workload?.name === other.workload?.name &&
    workload?.namespace === other.workload?.namespace &&
    workload?.kind === other.workload?.kind &&
    isSameRecord(labels, other.labels)
  );
}

function isSameRecord(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  if (one === other) return true;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
