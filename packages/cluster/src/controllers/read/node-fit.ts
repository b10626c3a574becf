import type { INode, IPod } from 'kubernetes-models/v1';

type PodSpec = NonNullable<IPod['spec']>;
type NodeAffinity = NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>;
type Term = NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>['nodeSelectorTerms'][number];
type Requirement = NonNullable<Term['matchExpressions']>[number];
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
  const fields: Readonly<Record<string, string | undefined>> = { 'metadata.name': node.metadata?.name };
  return (
    matchExpressions.every((each) => isMet(each, labels[each.key])) &&
    matchFields.every((each) => isMet(each, fields[each.key]))
  );
}

function isMet({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isWhole(value) && isWhole(values[0]) && BigInt(value) > BigInt(values[0]);
    case 'Lt':
      return isWhole(value) && isWhole(values[0]) && BigInt(value) < BigInt(values[0]);
  }
}

/** The API server takes any text for Gt and Lt (ValidateNodeSelectorRequirement@1.36); what is no whole number fits nothing. */
function isWhole(value: string | undefined): value is string {
  return value !== undefined && /^[+-]?\d+$/.test(value);
}
