import type { Patch } from '@outrigger/manifest';
import type { IPod } from 'kubernetes-models/v1';
import type { Hack } from '../hack.ts';
import { toPatch } from './to-patch.ts';

/**
 * One patch, with paths in the pod, that takes several hacks out at once; those without a removal stay. Patches of single
 * hacks cannot be joined: two of them may rewrite the same script.
 */
export function removeHacks(pod: IPod, hacks: readonly Hack[]): Patch {
  return toPatch(
    pod,
    hacks.flatMap((hack) => hack.edits ?? []),
  );
}
