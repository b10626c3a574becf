import { canonicalQuantity, type FieldPath, readQuantity, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { at } from '../rules/collect-errors.ts';
import { type Metric, validateMetric } from './validate-metric.ts';
import { type ObjectReference, validateObjectReference } from './validate-object-reference.ts';

/** What the spec of a HorizontalPodAutoscaler says; its metrics are in a file of their own. */
export interface ScalerSpec {
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly metrics?: readonly Metric[];
  readonly scaleTargetRef?: ObjectReference;
  readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules };
}

/** How fast one direction goes. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds?: number | null;
  readonly selectPolicy?: string;
  readonly policies?: readonly Policy[];
  readonly tolerance?: string | number | null;
}

interface Policy {
  readonly type?: string;
  readonly value?: number;
  readonly periodSeconds?: number;
}

/** The spec of a HorizontalPodAutoscaler, loosely. */
export function scalerSpecOf(object: ApiObject): ScalerSpec {
  return (object.spec ?? {}) as ScalerSpec;
}

/** validateHorizontalPodAutoscalerSpec in pkg/apis/autoscaling/validation@1.36. */
export function validateScaler(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef = {}, metrics = [], behavior } = scalerSpecOf(object);
  const path = at('spec');
  if (minReplicas < 1) errors.invalid(path.child('minReplicas'), minReplicas, 'must be greater than or equal to 1');
  if (maxReplicas === 0) errors.required(path.child('maxReplicas'), 'must be set and greater than 0');
  else if (maxReplicas < 0)
    errors.invalid(path.child('maxReplicas'), maxReplicas, 'must be greater than or equal to 1');
  if (maxReplicas < minReplicas) {
    errors.invalid(path.child('maxReplicas'), maxReplicas, 'must be greater than or equal to `minReplicas`');
  }
  // The one kind without a group that has always been scaled.
  const mayBeOfCore = scaleTargetRef.kind === 'ReplicationController';
  validateObjectReference(scaleTargetRef, path.child('scaleTargetRef'), { ...scope, mayBeOfCore });
  for (const [index, metric] of metrics.entries()) validateMetric(metric, at('spec', 'metrics', index), scope);
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.forbidden(path.child('metrics'), detail);
  }
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const rules = behavior?.[direction];
    if (rules) validateRules(rules, at('spec', 'behavior', direction), scope);
  }
}

const selections = ['Disabled', 'Max', 'Min'];
const MOST_SECONDS = 3600;
const LONGEST_PERIOD = 1800;

/** validateScalingRules@1.36. */
function validateRules(rules: ScalingRules, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const windowPath = path.child('stabilizationWindowSeconds');
  if (typeof window === 'number' && window < 0)
    errors.invalid(windowPath, window, 'must be greater than or equal to zero');
  if (typeof window === 'number' && window > MOST_SECONDS) {
    errors.invalid(windowPath, window, `must be less than or equal to ${MOST_SECONDS}`);
  }
  if (selectPolicy !== undefined && !selections.includes(selectPolicy)) {
    errors.notSupported(path.child('selectPolicy'), selectPolicy, selections);
  }
  if (policies.length === 0) errors.required(path.child('policies'), 'must specify at least one Policy');
  for (const [index, policy] of policies.entries()) validatePolicy(policy, path.child('policies').index(index), scope);
  if (tolerance !== undefined && tolerance !== null && readQuantity(tolerance).nanos < 0n) {
    errors.invalid(path.child('tolerance'), canonicalQuantity(tolerance), 'must be greater than or equal to 0');
  }
}

function validatePolicy(policy: Policy, path: FieldPath, { errors }: Scope): void {
  const { type = '', value = 0, periodSeconds = 0 } = policy;
  const types = ['Percent', 'Pods'];
  if (!types.includes(type)) errors.notSupported(path.child('type'), type, types);
  if (value <= 0) errors.invalid(path.child('value'), value, 'must be greater than zero');
  if (periodSeconds <= 0) errors.invalid(path.child('periodSeconds'), periodSeconds, 'must be greater than zero');
  if (periodSeconds > LONGEST_PERIOD) {
    errors.invalid(path.child('periodSeconds'), periodSeconds, `must be less than or equal to ${LONGEST_PERIOD}`);
  }
}
