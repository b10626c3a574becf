import { isTolerated, type Taint } from '../../controllers/read/node-fit.ts';
import { type Filter, incurable } from '../cluster-view.ts';

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
