import type { Workload } from '@outrigger/manifest';
import { resourceName } from '../../input/resource-name.ts';
import { badFlag } from '../../world/failure.ts';

/** Pictures and pages show one pod; several do not fit into one file. */
export function checkOnlyOne(workloads: readonly Workload[], format: 'svg' | 'html'): void {
  if (workloads.length < 2) return;
  const names = workloads.map(resourceName);
  const hint = `choose one: --name ${names[0]}; there are ${names.join(', ')}`;
  throw badFlag('-o', `${format} shows one pod, and there are ${names.length}`, hint);
}
