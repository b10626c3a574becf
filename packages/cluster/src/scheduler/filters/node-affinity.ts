import type { INode, IPod } from 'kubernetes-models/v1';
import { type Filter, incurable } from '../cluster-view.ts';

type Terms = NonNullable<
  NonNullable<
    NonNullable<NonNullable<NonNullable<IPod['spec']>['affinity']>['nodeAffinity']>
  >['requiredDuringSchedulingIgnoredDuringExecution']
>['nodeSelectorTerms'];
type Term = Terms[number];
type Requirement = NonNullable<Term['matchExpressions']>[number];

/** NodeAffinity, of which `nodeSelector` is a part (kubernetes pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go@1.36). */
export const nodeAffinity: Filter = (pod, { node }) =>
  wantsNode(pod, node) ? undefined : incurable("node(s) didn't match Pod's node affinity/selector");

/** NodeName (plugins/nodename/node_name.go@1.36). */
export const nodeName: Filter = ({ spec }, { node }) =>
  !spec?.nodeName || spec.nodeName === node.metadata?.name
    ? undefined
    : incurable("node(s) didn't match the requested node name");

/** Whether a pod's selector and required affinity take a node in. */
export function wantsNode({ spec }: IPod, node: INode): boolean {
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
      return isWhole(value) && BigInt(value) > BigInt(values[0] ?? 0);
    case 'Lt':
      return isWhole(value) && BigInt(value) < BigInt(values[0] ?? 0);
  }
}

function isWhole(value: string | undefined): value is string {
  return value !== undefined && /^[+-]?\d+$/.test(value);
}
