import type { Draft } from '@outrigger/pod';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';

type Specs = NonNullable<NonNullable<Draft<IHorizontalPodAutoscaler>['spec']>['metrics']>;
type Statuses = NonNullable<NonNullable<Draft<IHorizontalPodAutoscaler>['status']>['currentMetrics']>;

/** What an autoscaler looks at: `cpu: 12%/80%, 3/10 (avg)` (pkg/printers/internalversion/printers.go formatHPAMetrics@1.36). */
export function printMetrics(specs: Specs = [], statuses: Statuses = []): string {
  if (specs.length === 0) return '<none>';
  const list = specs.map((spec, at) => printMetric(spec, statuses[at] ?? {}));
  const shown = list.slice(0, 2).join(', ');
  return list.length > 2 ? `${shown} + ${list.length - 2} more...` : shown;
}

function printMetric(spec: Specs[number], status: Statuses[number]): string {
  switch (spec.type) {
    case 'External':
      return printAmount(spec.external?.target, status.external?.current);
    case 'Object':
      return printAmount(spec.object?.target, status.object?.current);
    case 'Pods':
      return `${status.pods?.current?.averageValue ?? UNKNOWN}/${spec.pods?.target?.averageValue ?? 0}`;
    case 'Resource':
      return `${spec.resource?.name}: ${printUse(spec.resource?.target, status.resource?.current)}`;
    case 'ContainerResource':
      return `${spec.containerResource?.name}: ${printUse(spec.containerResource?.target, status.containerResource?.current)}`;
    default:
      return '<unknown type>';
  }
}

const UNKNOWN = '<unknown>';

interface Amounts {
  readonly averageValue?: string | number;
  readonly value?: string | number;
  readonly averageUtilization?: number;
}

function printAmount(target: Amounts = {}, current: Amounts = {}): string {
  if (target.averageValue !== undefined) return `${current.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`;
  return `${current.value ?? UNKNOWN}/${target.value ?? 0}`;
}

function printUse(target: Amounts = {}, current: Amounts = {}): string {
  if (target.averageValue !== undefined) return `${current.averageValue ?? UNKNOWN}/${target.averageValue}`;
  const used = current.averageUtilization === undefined ? UNKNOWN : `${current.averageUtilization}%`;
  return `${used}/${target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`}`;
}
