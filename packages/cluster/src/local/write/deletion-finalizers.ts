import type { ApiObject } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';
import type { DeleteOptions } from './delete-options.ts';

/**
 * The finalizers of an object that is being deleted: one that the garbage collector takes away is added where dependents are to
 * be orphaned, or to go first (apiserver pkg/registry/generic/registry/store.go deletionFinalizersForGarbageCollection@1.36).
 */
export function deletionFinalizers(
  { rules, bucket }: Resource,
  { metadata }: ApiObject,
  options: DeleteOptions,
): readonly string[] {
  const finalizers = metadata?.finalizers ?? [];
  const kept = finalizers.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  // Events own nothing, so nothing waits for them (DefaultGarbageCollectionPolicy Unsupported).
  if (bucket === 'events') return kept;
  const wanted = propagationOf(options) ?? alreadyWanted(finalizers) ?? rules.defaultPropagation;
  if (wanted === 'orphan') return [...kept, ORPHAN];
  return wanted === 'foreground' ? [...kept, FOREGROUND] : kept;
}

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

function propagationOf({ orphans, propagation }: DeleteOptions): string | undefined {
  if (orphans !== undefined) return orphans ? 'orphan' : 'background';
  return propagation?.toLowerCase();
}

function alreadyWanted(finalizers: readonly string[]): string | undefined {
  const first = finalizers.find((finalizer) => finalizer === ORPHAN || finalizer === FOREGROUND);
  return first === undefined ? undefined : first === ORPHAN ? 'orphan' : 'foreground';
}
