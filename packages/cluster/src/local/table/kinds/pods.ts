import type { Draft } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { AGE, NAME, text, wide } from '../column.ts';
import { ageOf, printContainers, printLabels, since } from '../print.ts';
import { type Cell, type Printer, printer } from '../printer.ts';
import { podState } from './pod-state.ts';

/** Pods (pkg/printers/internalversion/printers.go printPod@1.36). */
export const pods: Printer = {
  ...printer<IPod>(
    [
      NAME,
      text('Ready', 'The aggregate readiness state of this pod for accepting traffic.'),
      text('Status', 'The aggregate status of the containers in this pod.'),
      text(
        'Restarts',
        'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
      ),
      AGE,
      wide(
        'IP',
        'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
      ),
      wide(
        'Node',
        'NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
      ),
      wide(
        'Nominated Node',
        'nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.',
      ),
      wide(
        'Readiness Gates',
        'If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates',
      ),
    ],
    cells,
  ),
  conditions({ status }) {
    const message = over[(status as Draft<IPod>['status'])?.phase ?? ''];
    if (message === undefined) return [];
    const reason = (status as Draft<IPod>['status'])?.phase ?? '';
    return [{ type: 'Completed', status: 'True', reason, message }];
  },
};

/** PodTemplates. */
export const podTemplates: Printer = printer<{
  readonly metadata?: { readonly name?: string };
  readonly template?: Pick<IPod, 'metadata' | 'spec'>;
}>(
  [
    NAME,
    text('Containers', 'Names of each container in the template.'),
    text('Images', 'Images referenced by each container in the template.'),
    text('Pod Labels', 'The labels for the pod template.'),
  ],
  ({ metadata, template }) => [
    metadata?.name ?? '',
    ...printContainers(template?.spec?.containers),
    printLabels(template?.metadata?.labels),
  ],
);

const over: Readonly<Record<string, string>> = {
  Succeeded: 'The pod has completed successfully.',
  Failed: 'The pod failed.',
};

function cells(pod: Draft<IPod>, now: Date): readonly Cell[] {
  const { reason, ready, total, restarts, restartedAt } = podState(pod);
  const { spec, status } = pod;
  return [
    pod.metadata?.name ?? '',
    `${ready}/${total}`,
    reason,
    restarts > 0 && restartedAt !== undefined ? `${restarts} (${since(restartedAt, now)} ago)` : String(restarts),
    ageOf(pod, now),
    status?.podIPs?.[0]?.ip || '<none>',
    spec?.nodeName || '<none>',
    status?.nominatedNodeName || '<none>',
    readinessGates(pod),
  ];
}

function readinessGates({ spec, status }: Draft<IPod>): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(
    ({ conditionType }) => status?.conditions?.find(({ type }) => type === conditionType)?.status === 'True',
  );
  return `${open.length}/${gates.length}`;
}
