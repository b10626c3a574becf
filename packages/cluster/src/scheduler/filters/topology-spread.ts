import type { IPod } from 'kubernetes-models/v1';
import { wantsNode } from '../../controllers/read/node-fit.ts';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { curable, type Filter, incurable } from '../cluster-view.ts';

/** PodTopologySpread (kubernetes pkg/scheduler/framework/plugins/podtopologyspread/filtering.go@1.36), what is `DoNotSchedule`. */
export const topologySpread: Filter = (pod, place, { nodes }) => {
  for (const constraint of pod.spec?.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const { topologyKey, maxSkew, minDomains = 1, labelSelector } = constraint;
    const here = place.node.metadata?.labels?.[topologyKey];
    if (here === undefined) return incurable(`${MISMATCH} (missing required label)`);
    const counts = new Map<string, number>();
    for (const { node, pods } of nodes) {
      const domain = node.metadata?.labels?.[topologyKey];
      if (domain === undefined || !wantsNode(pod.spec, node)) continue;
      const matching = pods.filter(
        (other) => isCounted(other, pod) && matchesSelector(labelSelector, other.metadata?.labels ?? {}),
      );
      counts.set(domain, (counts.get(domain) ?? 0) + matching.length);
    }
    const fewest = counts.size < minDomains ? 0 : Math.min(...counts.values());
    const self = matchesSelector(labelSelector, pod.metadata?.labels ?? {}) ? 1 : 0;
    if ((counts.get(here) ?? 0) + self - fewest > maxSkew) return curable(MISMATCH);
  }
  return undefined;
};

const MISMATCH = "node(s) didn't match pod topology spread constraints";

function isCounted(other: IPod, pod: IPod): boolean {
  return other.metadata?.namespace === pod.metadata?.namespace && other.metadata?.deletionTimestamp === undefined;
}
