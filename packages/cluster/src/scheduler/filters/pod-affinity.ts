import type { IPod } from 'kubernetes-models/v1';
import { isEmptySelector, matchesSelector } from '../../local/object/matches-selector.ts';
import { type ClusterView, curable, type Filter, incurable, type NodeWithPods } from '../cluster-view.ts';

type Affinity = NonNullable<NonNullable<IPod['spec']>['affinity']>;
type Term = NonNullable<NonNullable<Affinity['podAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']>[number];

/** InterPodAffinity (kubernetes pkg/scheduler/framework/plugins/interpodaffinity/filtering.go@1.36), its required terms. */
export const podAffinity: Filter = (pod, place, cluster) => {
  if (!likesCompany(pod, place, cluster)) return incurable("node(s) didn't match pod affinity rules");
  if (meets(pod, termsAgainst(pod), { place, cluster })) {
    return curable("node(s) didn't match pod anti-affinity rules");
  }
  const isUnwanted = cluster.nodes.some(({ node, pods }) =>
    pods.some((other) =>
      termsAgainst(other).some(
        (term) =>
          selects(term, other, { pod, cluster }) && isSameDomain(term.topologyKey, node.metadata?.labels, place),
      ),
    ),
  );
  return isUnwanted ? curable("node(s) didn't satisfy existing pods anti-affinity rules") : undefined;
};

/** Every term has its company in the node's domain, or is the first of its own kind anywhere. */
function likesCompany(pod: IPod, place: NodeWithPods, cluster: ClusterView): boolean {
  const terms = pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (terms.length === 0) return true;
  if (terms.some(({ topologyKey }) => place.node.metadata?.labels?.[topologyKey] === undefined)) return false;
  if (terms.every((term) => meets(pod, [term], { place, cluster }))) return true;
  const isFirst = !cluster.nodes.some(({ pods }) =>
    pods.some((other) => terms.every((term) => selects(term, pod, { pod: other, cluster }))),
  );
  return isFirst && terms.every((term) => selects(term, pod, { pod, cluster }));
}

/** Whether one of the terms finds a pod in the node's domain. */
function meets(
  pod: IPod,
  terms: readonly Term[],
  { place, cluster }: { readonly place: NodeWithPods; readonly cluster: ClusterView },
): boolean {
  return terms.some((term) =>
    cluster.nodes.some(
      ({ node, pods }) =>
        isSameDomain(term.topologyKey, node.metadata?.labels, place) &&
        pods.some((other) => selects(term, pod, { pod: other, cluster })),
    ),
  );
}

function termsAgainst({ spec }: IPod): readonly Term[] {
  return spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Whether a term of one pod speaks of another. */
function selects(
  term: Term,
  owner: IPod,
  { pod, cluster }: { readonly pod: IPod; readonly cluster: ClusterView },
): boolean {
  const namespace = pod.metadata?.namespace ?? 'default';
  const { namespaces = [], namespaceSelector } = term;
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  const isThere =
    namespaces.includes(namespace) ||
    (own && namespace === (owner.metadata?.namespace ?? 'default')) ||
    (namespaceSelector !== undefined &&
      (isEmptySelector(namespaceSelector) || matchesSelector(namespaceSelector, cluster.namespaceLabels(namespace))));
  return isThere && matchesSelector(term.labelSelector, pod.metadata?.labels ?? {});
}

function isSameDomain(key: string, labels: Readonly<Record<string, string>> | undefined, place: NodeWithPods): boolean {
  const value = place.node.metadata?.labels?.[key];
  return value !== undefined && labels?.[key] === value;
}
