import type { Draft } from '@outrigger/pod';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { AGE, CREATED, date, integer, NAME, NAMED, text } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Printer, printer } from '../printer.ts';
import { printMetrics } from './print-metrics.ts';

// pkg/printers/internalversion/printers.go@1.36.

/** HorizontalPodAutoscalers of both versions, as they are kept. */
export const horizontalPodAutoscalers: Printer = printer<IHorizontalPodAutoscaler>(
  [
    NAME,
    text(
      'Reference',
      'scaleTargetRef points to the target resource to scale, and is used to the pods for which metrics should be collected, as well as to actually change the replica count.',
    ),
    text(
      'Targets',
      'metrics contains the specifications for which to use to calculate the desired replica count (the maximum replica count across all metrics will be used).  The desired replica count is calculated multiplying the ratio between the target value and the current value by the current number of pods.  Ergo, metrics used must decrease as the pod count is increased, and vice-versa.  See the individual metric source types for more information about how each type of metric must respond. If not set, the default metric will be set to 80% average CPU utilization.',
    ),
    text(
      'MinPods',
      'minReplicas is the lower limit for the number of replicas to which the autoscaler can scale down.  It defaults to 1 pod.  minReplicas is allowed to be 0 if the alpha feature gate HPAScaleToZero is enabled and at least one Object or External metric is configured.  Scaling is active as long as at least one metric value is available.',
    ),
    text(
      'MaxPods',
      'maxReplicas is the upper limit for the number of replicas to which the autoscaler can scale up. It cannot be less that minReplicas.',
    ),
    text(
      'Replicas',
      'currentReplicas is current number of replicas of pods managed by this autoscaler, as last seen by the autoscaler.',
    ),
    AGE,
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    return [
      metadata?.name ?? '',
      `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`,
      printMetrics(spec?.metrics, (status as Draft<IHorizontalPodAutoscaler>['status'])?.currentMetrics),
      spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
      spec?.maxReplicas ?? 0,
      status?.currentReplicas ?? 0,
      ageOf(object, now),
    ];
  },
);

/** PodDisruptionBudgets. */
export const podDisruptionBudgets: Printer = printer<IPodDisruptionBudget>(
  [
    NAME,
    text('Min Available', 'The minimum number of pods that must be available.'),
    text('Max Unavailable', 'The maximum number of pods that may be unavailable.'),
    integer('Allowed Disruptions', 'Calculated number of pods that may be disrupted at this time.'),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    String(object.spec?.minAvailable ?? 'N/A'),
    String(object.spec?.maxUnavailable ?? 'N/A'),
    object.status?.disruptionsAllowed ?? 0,
    ageOf(object, now),
  ],
);

/** The scale of a built-in resource. */
export const scales: Printer = printer<Scale>(
  [
    text('Name', NAMED),
    integer('Desired', 'replicas is the desired number of instances for the scaled object.'),
    integer('Available', 'replicas is the actual number of observed instances of the scaled object.'),
    AGE,
  ],
  scaleCells,
);

/** The scale of a custom resource (apiextensions-apiserver pkg/apiserver/customresource_handler.go@1.36). */
export const customScales: Printer = printer<Scale>(
  [
    NAME,
    integer('Desired', 'Number of desired replicas'),
    integer('Available', 'Number of actual replicas'),
    date('Age', CREATED),
  ],
  scaleCells,
);

interface Scale {
  readonly metadata?: { readonly name?: string; readonly creationTimestamp?: string };
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number };
}

function scaleCells(object: Draft<Scale>, now: Date): readonly (string | number)[] {
  const { metadata, spec, status } = object;
  return [metadata?.name ?? '', spec?.replicas ?? 0, status?.replicas ?? 0, ageOf(object, now)];
}
