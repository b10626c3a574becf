import type { Workload } from '@outrigger/manifest';
import { type CatalogEntry, recogniseSidecar, sidecarsAmong } from '@outrigger/sidecars';

/** How many workloads there are, and which sidecars they have. */
export interface Census {
  readonly workloads: number;
  /** By title of the catalog: how many are native, and how many are not. */
  readonly sidecars: ReadonlyMap<string, { readonly native: number; readonly legacy: number }>;
}

/** Nothing counted yet. */
export function emptyCensus(): Census {
  return { workloads: 0, sidecars: new Map() };
}

/** Counts some more workloads. */
export function countWorkloads(
  census: Census,
  workloads: readonly Workload[],
  entries?: readonly CatalogEntry[],
): Census {
  if (workloads.length === 0) return census;
  const sidecars = new Map(census.sidecars);
  const add = (title: string, form: 'native' | 'legacy') => {
    const before = sidecars.get(title) ?? { native: 0, legacy: 0 };
    sidecars.set(title, { ...before, [form]: before[form] + 1 });
  };
  for (const { pod } of workloads) {
    const { containers = [], initContainers = [] } = pod.spec ?? { containers: [] };
    for (const container of initContainers) {
      if (container.restartPolicy === 'Always') add(recogniseSidecar(container, entries)?.title ?? 'others', 'native');
    }
    const recognised = containers.map(({ name, ...rest }) => ({
      name,
      entry: recogniseSidecar({ name, ...rest }, entries),
    }));
    for (const { entry } of sidecarsAmong(recognised)) if (entry) add(entry.title, 'legacy');
  }
  return { workloads: census.workloads + workloads.length, sidecars };
}

/** Two counts as one. */
export function addCensus(a: Census, b: Census): Census {
  if (b.workloads === 0) return a;
  const sidecars = new Map(a.sidecars);
  for (const [title, { native, legacy }] of b.sidecars) {
    const before = sidecars.get(title) ?? { native: 0, legacy: 0 };
    sidecars.set(title, { native: before.native + native, legacy: before.legacy + legacy });
  }
  return { workloads: a.workloads + b.workloads, sidecars };
}
