import { difference, type FieldSet, insertField, newSet } from './field-set.ts';
import { fieldElement } from './path-element.ts';

/** A set without what only the server writes, and so nobody owns (managedfields/internal/stripmeta.go@1.36). */
export function strippedOf(set: FieldSet): FieldSet {
  return difference(set, nobodys);
}

const nobodys = newSet();
for (const path of [
  'apiVersion',
  'kind',
  'metadata',
  'metadata.name',
  'metadata.namespace',
  'metadata.creationTimestamp',
  'metadata.selfLink',
  'metadata.uid',
  'metadata.clusterName',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
]) {
  insertField(nobodys, path.split('.').map(fieldElement));
}
