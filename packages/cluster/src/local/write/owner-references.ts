import type { ApiObject, OwnerReference } from '../object/api-object.ts';
import { isSame } from '../object/is-same.ts';

/** An object that names each owner once; whoever named one twice is told (apiserver pkg/endpoints/handlers/rest.go dedupOwnerReferences@1.36). */
export function withOwnersOnce(object: ApiObject, warnings: string[], isAfterAdmission: boolean): ApiObject {
  const owners = object.metadata?.ownerReferences ?? [];
  const kept: OwnerReference[] = [];
  const repeated: string[] = [];
  for (const owner of owners) {
    if (kept.some((other) => isSame(other, owner))) repeated.push(owner.uid);
    else kept.push(owner);
  }
  if (repeated.length === 0) return object;
  const when = isAfterAdmission ? ' after mutating admission happens' : '';
  warnings.push(
    `.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`,
  );
  return { ...object, metadata: { ...object.metadata, ownerReferences: kept } };
}
