import type { Workload } from '@outrigger/manifest';
import { containerMetric, INIT_TWINS, initMetric } from '../init-twins.ts';
import { isSince } from '../join-options.ts';

/** One step of relabelling samples as they are scraped; the field names are Prometheus' own. */
export interface RelabelStep {
  readonly source_labels: readonly string[];
  readonly regex: string;
  readonly target_label: string;
  readonly replacement: string;
}

/**
 * Gives the series of init containers with these names the metric names of ordinary containers. A scrape sees one sample at a
 * time, so it cannot join: names are all that tells sidecars. `kube_pod_init_container_info` stays, for others to join with.
 */
export function relabelByName(names: readonly string[], version: string): readonly RelabelStep[] {
  const abouts = INIT_TWINS.filter(({ about, since }) => about !== 'info' && isSince(version, since));
  const about = abouts.map((each) => each.about).join('|');
  return [
    {
      source_labels: ['__name__', 'container'],
      regex: `${initMetric('')}(${about});(${names.join('|')})`,
      target_label: '__name__',
      replacement: `${containerMetric('')}$1`,
    },
  ];
}

/** The relabelling of the article "Moving to Native Sidecars": all init containers, the ordinary ones too. */
export const RELABEL_ALL: readonly RelabelStep[] = [
  {
    source_labels: ['__name__'],
    regex: initMetric('resource_requests'),
    target_label: '__name__',
    replacement: containerMetric('resource_requests'),
  },
];

/** What manifests say about relabelling by name. */
export interface SidecarNames {
  /** The names of all native sidecars, sorted. */
  readonly names: readonly string[];
  /** Ordinary init containers with the name of a sidecar elsewhere: relabelled by name, they would count for good. */
  readonly clashes: readonly { readonly workload: Workload; readonly index: number; readonly name: string }[];
}

/** The sidecars of some workloads, and the ordinary init containers that have the name of one. */
export function sidecarNames(workloads: readonly Workload[], more: readonly string[] = []): SidecarNames {
  const inits = workloads.flatMap((workload) =>
    (workload.pod.spec?.initContainers ?? []).map((container, index) => ({ workload, index, container })),
  );
  const isSidecar = ({ container }: (typeof inits)[number]) => container.restartPolicy === 'Always';
  const names = new Set([...more, ...inits.filter(isSidecar).map(({ container }) => container.name)]);
  const clashes = inits
    .filter((each) => !isSidecar(each) && names.has(each.container.name))
    .map(({ workload, index, container }) => ({ workload, index, name: container.name }));
  return { names: [...names].toSorted(), clashes };
}
