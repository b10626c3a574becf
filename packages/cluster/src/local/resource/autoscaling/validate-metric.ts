import {
  canonicalQuantity,
  dnsLabelProblems,
  type FieldPath,
  readQuantity,
  type Scope,
  validateContainerResourceName,
} from '@outrigger/pod';
import { pathSegmentProblems } from '../rules/path-segment.ts';
import { type ObjectReference, validateObjectReference } from './validate-object-reference.ts';

/** One thing by which a HorizontalPodAutoscaler scales. */
export interface Metric {
  readonly type?: string;
  readonly object?: Source;
  readonly external?: Source;
  readonly pods?: Source;
  readonly resource?: Source;
  readonly containerResource?: Source;
}

interface Source {
  readonly name?: string;
  readonly container?: string;
  readonly metric?: { readonly name?: string };
  readonly describedObject?: ObjectReference;
  readonly target?: Target;
}

interface Target {
  readonly type?: string;
  readonly value?: string | number;
  readonly averageValue?: string | number;
  readonly averageUtilization?: number;
}

/** validateMetricSpec in pkg/apis/autoscaling/validation@1.36: one source, the one that the type names. */
export function validateMetric(metric: Metric, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { type = '' } = metric;
  const known = Object.keys(sources);
  if (type === '') errors.required(path.child('type'), 'must specify a metric source type');
  if (!known.includes(type)) errors.notSupported(path.child('type'), type, known);
  const present = order.filter((field) => metric[field] !== undefined);
  const [first] = present;
  if (first !== undefined) validateSource[first](metric[first] ?? {}, path.child(first), scope);
  const expected = sources[type];
  if (expected === undefined) errors.notSupported(path.child('type'), type, known);
  else if (metric[expected] === undefined) {
    errors.required(path.child(expected), 'must populate information for the given metric source');
  }
  if (present.length === 1) return;
  for (const field of present) {
    if (field !== expected) errors.forbidden(path.child(field), 'must populate the given metric source only');
  }
}

type SourceField = Exclude<keyof Metric, 'type'>;

const sources: Readonly<Record<string, SourceField>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

const order: readonly SourceField[] = ['object', 'external', 'pods', 'resource', 'containerResource'];

type Check = (source: Source, path: FieldPath, scope: Scope) => void;

const validateSource: Readonly<Record<SourceField, Check>> = {
  object(source, path, scope) {
    validateObjectReference(source.describedObject ?? {}, path.child('describedObject'), {
      ...scope,
      mayBeOfCore: true,
    });
    const { value, averageValue } = validateMeasured(source, path, scope);
    if (value !== undefined || averageValue !== undefined) return;
    scope.errors.required(averageOf(path), 'must set either a target value or averageValue');
  },
  external(source, path, scope) {
    const { value, averageValue } = validateMeasured(source, path, scope);
    const both = 'a target value for metric';
    if (value === undefined && averageValue === undefined) {
      scope.errors.required(averageOf(path), `must set either ${both} or a per-pod target`);
    } else if (value !== undefined && averageValue !== undefined) {
      scope.errors.forbidden(path.child('target').child('value'), `may not set both ${both} and a per-pod target`);
    }
  },
  pods(source, path, scope) {
    const { averageValue } = validateMeasured(source, path, scope);
    if (averageValue === undefined)
      scope.errors.required(averageOf(path), 'must specify a positive target averageValue');
  },
  resource(source, path, scope) {
    if (!source.name) scope.errors.required(path.child('name'), 'must specify a resource name');
    validateUsed(source, path, scope);
  },
  containerResource({ name = '', container = '', ...source }, path, scope) {
    const { errors } = scope;
    if (name === '') errors.required(path.child('name'), 'must specify a resource name');
    else validateContainerResourceName(name, path.child('name'), scope);
    if (container === '') errors.required(path.child('container'), 'must specify a container');
    else errors.invalidEach(path.child('container'), container, dnsLabelProblems(container));
    validateUsed(source, path, scope);
  },
};

function averageOf(path: FieldPath): FieldPath {
  return path.child('target').child('averageValue');
}

/** A metric by its name, with its target. */
function validateMeasured({ metric, target = {} }: Source, path: FieldPath, scope: Scope): Target {
  const name = metric?.name ?? '';
  const namePath = path.child('metric').child('name');
  if (name === '') scope.errors.required(namePath, 'must specify a metric name');
  else scope.errors.invalidEach(namePath, name, pathSegmentProblems(name));
  validateTarget(target, path.child('target'), scope);
  return target;
}

/** The target of a resource: in its own unit, or as a share of what is requested. */
function validateUsed({ target = {} }: Source, path: FieldPath, scope: Scope): void {
  validateTarget(target, path.child('target'), scope);
  const { averageUtilization, averageValue } = target;
  const both = 'a target raw value';
  if (averageUtilization === undefined && averageValue === undefined) {
    const missing = path.child('target').child('averageUtilization');
    scope.errors.required(missing, `must set either ${both} or a target utilization`);
  } else if (averageUtilization !== undefined && averageValue !== undefined) {
    scope.errors.forbidden(averageOf(path), `may not set both ${both} and a target utilization`);
  }
}

/** validateMetricTarget@1.36. */
function validateTarget(target: Target, path: FieldPath, { errors }: Scope): void {
  const { type = '', averageUtilization } = target;
  if (type === '') errors.required(path.child('type'), 'must specify a metric target type');
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.ofNamedTexts().invalid(path.child('type'), type, 'must be either Utilization, Value, or AverageValue');
  }
  for (const field of ['value', 'averageValue'] as const) {
    const amount = target[field];
    if (amount === undefined || readQuantity(amount).nanos > 0n) continue;
    errors.invalid(path.child(field), canonicalQuantity(amount), 'must be positive');
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.invalid(path.child('averageUtilization'), averageUtilization, 'must be greater than 0');
  }
}
