import type { ObjectMeta } from '../object/api-object.ts';

/** Metadata in the order in which Go writes them; the version, which the store gives, has its place (meta/v1 ObjectMeta@1.36). */
export function inGoOrder(metadata: ObjectMeta): ObjectMeta {
  const placed: Record<string, unknown> = {};
  for (const name of order) {
    if (name === 'resourceVersion') placed[name] = metadata.resourceVersion ?? '';
    else if (metadata[name] !== undefined) placed[name] = metadata[name];
  }
  return { ...placed, ...metadata };
}

const order = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];
