import type { INode, IPod } from 'kubernetes-models/v1';
import { type Filter, incurable } from '../cluster-view.ts';

type Taint = NonNullable<NonNullable<INode['spec']>['taints']>[number];
type Toleration = NonNullable<NonNullable<IPod['spec']>['tolerations']>[number];

/** TaintToleration (kubernetes pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go@1.36). */
export const taints: Filter = (pod, { node }) => {
  const keepsOff = (node.spec?.taints ?? []).some(
    (taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(taint, pod.spec?.tolerations),
  );
  return keepsOff ? incurable('node(s) had untolerated taint(s)') : undefined;
};

/** NodeUnschedulable (plugins/nodeunschedulable/node_unschedulable.go@1.36). */
export const unschedulable: Filter = (pod, { node }) => {
  if (node.spec?.unschedulable !== true) return undefined;
  const taint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return isTolerated(taint, pod.spec?.tolerations) ? undefined : incurable('node(s) were unschedulable');
};

/** Whether one of the tolerations takes a taint (k8s.io/api core/v1 toleration.go ToleratesTaint@1.36). */
function isTolerated(taint: Taint, tolerations: readonly Toleration[] = []): boolean {
  return tolerations.some(({ key = '', operator = 'Equal', value = '', effect = '' }) => {
    if (effect !== '' && effect !== taint.effect) return false;
    if (key !== '' && key !== taint.key) return false;
    if (operator === 'Exists') return true;
    return key !== '' && value === (taint.value ?? '');
  });
}
