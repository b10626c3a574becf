import type { EffectiveResources } from '../effective/effective-resources.ts';
import { addQuantities, multiplyQuantity, type Quantity } from '../quantity/quantity.ts';
import type { ResourceAmounts } from '../resource-amounts.ts';

/** Pods that ask for the same, and how many there are. */
export interface SamePods {
  readonly amounts: EffectiveResources;
  readonly count: number;
}

/** What all the pods ask for together, per resource; in the format in which the first one writes it, as kubectl prints it. */
export function addUp(pods: readonly SamePods[]): ResourceAmounts {
  const sums = new Map<string, Quantity>();
  for (const { amounts, count } of pods) {
    if (count === 0) continue;
    for (const [name, { total }] of amounts) {
      const all = multiplyQuantity(total, count);
      const sum = sums.get(name);
      sums.set(name, sum ? addQuantities(sum, all) : all);
    }
  }
  return sums;
}
