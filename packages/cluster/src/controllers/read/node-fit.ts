import { meetsRequirement } from '@outrigger/manifest';
import type { INode, IPod } from 'kubernetes-models/v1';

type PodSpec = NonNullable<IPod['spec']>;
type NodeAffinity = NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>;
type Term = NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>['nodeSelectorTerms'][number];
type Toleration = NonNullable<PodSpec['tolerations']>[number];

/** What keeps pods off a node. */
export type Taint = NonNullable<NonNullable<INode['spec']>['taints']>[number];

/** Whether one of the tolerations takes a taint (k8s.io/api core/v1 toleration.go ToleratesTaint@1.36). */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[] = []): boolean {
  return tolerations.some(({ key = '', operator = 'Equal', value = '', effect = '' }) => {
    if (effect !== '' && effect !== taint.effect) return false;
    if (key !== '' && key !== taint.key) return false;
    if (operator === 'Exists') return true;
    return key !== '' && value === (taint.value ?? '');
  });
}

/** Whether a pod's selector and required affinity take a node in. */
export function wantsNode(spec: PodSpec | undefined, node: INode): boolean {
  const labels = node.metadata?.labels ?? {};
  if (!Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)) return false;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** Whether one term takes a node in; an empty one takes none. */
function matchesTerm({ matchExpressions = [], matchFields = [] }: Term, node: INode): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const labels = node.metadata?.labels ?? {};
  const fields = { 'metadata.name': node.metadata?.name };
  return (
    matchExpressions.every((each) => meetsRequirement(each, labels)) &&
    matchFields.every((each) => meetsRequirement(each, fields))
  );
}
