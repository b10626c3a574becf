import type { INode } from 'kubernetes-models/v1';

/** One taint of a node. */
export type Taint = NonNullable<NonNullable<INode['spec']>['taints']>[number];

/**
 * The taints that keep pods off a node for what its conditions say, and for a cordon (kubernetes
 * pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass@1.36).
 */
export function conditionTaints({ spec, status }: INode): readonly Taint[] {
  const found = (status?.conditions ?? []).flatMap(({ type, status: is }) => TAINTS[`${type} ${is}`] ?? []);
  const keys = spec?.unschedulable ? [...found, UNSCHEDULABLE] : found;
  return keys.map((key) => ({ effect: 'NoSchedule', key }));
}

/** Whether a taint is one that conditions bring and take. */
export function isConditionTaint({ effect, key }: Taint): boolean {
  return effect === 'NoSchedule' && (key === UNSCHEDULABLE || Object.values(TAINTS).includes(key));
}

const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const TAINTS: Readonly<Record<string, string>> = {
  'Ready False': 'node.kubernetes.io/not-ready',
  'Ready Unknown': 'node.kubernetes.io/unreachable',
  'MemoryPressure True': 'node.kubernetes.io/memory-pressure',
  'DiskPressure True': 'node.kubernetes.io/disk-pressure',
  'NetworkUnavailable True': 'node.kubernetes.io/network-unavailable',
  'PIDPressure True': 'node.kubernetes.io/pid-pressure',
};
