import type { IPod } from 'kubernetes-models/v1';
import type { ControlledKind } from './controlled-object.ts';

/**
 * A pod's template without what chooses among nodes, ranks pods or lets them talk to an API server: here is one machine, and no
 * server that they could reach.
 */
export function templateHere(
  kind: ControlledKind,
  { metadata, spec }: IPod,
  label: Readonly<Record<string, string>>,
): object {
  const {
    nodeName: _nodeName,
    nodeSelector: _nodeSelector,
    affinity: _affinity,
    topologySpreadConstraints: _spread,
    schedulingGates: _gates,
    schedulerName: _scheduler,
    priorityClassName: _class,
    priority: _priority,
    preemptionPolicy: _preemption,
    overhead: _overhead,
    ...rest
  } = spec ?? { containers: [] };
  // A kind of somebody else may leave to its controller that its pods end.
  const restartPolicy = kind === 'Job' && Object.keys(label).length > 0 ? endingPolicy(rest) : rest.restartPolicy;
  return {
    metadata: {
      labels: { ...metadata?.labels, ...label },
      ...(metadata?.annotations && { annotations: metadata.annotations }),
    },
    spec: { ...rest, restartPolicy, automountServiceAccountToken: false },
  };
}

function endingPolicy({ restartPolicy }: { readonly restartPolicy?: string }): string {
  return restartPolicy === 'OnFailure' ? restartPolicy : 'Never';
}
