import type { Happening } from '../../simulate/scenario.ts';

/** The node restarts: everything dies, and at the same moment the kubelet begins anew. Which of the two this is, if any. */
export function partOfReboot(happening: Happening, timeline: readonly Happening[]): 'death' | 'beginning' | undefined {
  const isDeath = (each: Happening) => each.does === 'crash' && each.what === 'everything';
  const isBeginning = (each: Happening) => each.does === 'restartKubelet';
  const others = timeline.filter(({ at }) => at === happening.at);
  if (isDeath(happening) && others.some(isBeginning)) return 'death';
  return isBeginning(happening) && others.some(isDeath) ? 'beginning' : undefined;
}
