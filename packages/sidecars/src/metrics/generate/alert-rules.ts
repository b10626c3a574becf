import { initMetric } from '../init-twins.ts';
import type { JoinOptions } from '../join-options.ts';
import { recordedMetric } from '../recorded-metric.ts';
import { onlySidecars, selector, sidecarInfo } from '../sidecar-join.ts';
import type { MetricRule } from './metric-rule.ts';
import { podLabels } from './recording-rules.ts';

/**
 * Alerts that need sidecars to be seen. The first is about all containers and stands on the recording rules; the others are
 * about sidecars, because the usual rules have them for ordinary containers.
 */
export function alertRules(join: JoinOptions): readonly MetricRule[] {
  return [cpuOverRequest(join), crashLooping(join), restarting(join), notReady(join), seriesDoubled(join)];
}

/** From the article "Moving to Native Sidecars": more than 100 % of the request for 30 minutes. */
function cpuOverRequest({ on }: JoinOptions): MetricRule {
  // Usage is from the kubelet, whose series have no uid.
  const by = 'by (cluster, namespace, pod, container)';
  const requests = `${selector(recordedMetric('resource_requests'), 'resource="cpu"')} > 0`;
  return {
    alert: 'ContainerCpuOverRequest',
    expr: `sum ${by} (
  rate(container_cpu_usage_seconds_total{container!="", container!="POD"}[5m])
)
/
max ${by} (
  ${withKubeletLabels(requests, on)}
)
> 1
`,
    for: '30m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A container uses more CPU than it requests.',
      description: `${CONTAINER} has used {{ $value | humanizePercentage }} of its CPU request for 30 minutes.`,
    },
  };
}

/** As KubePodCrashLooping of kubernetes-monitoring/kubernetes-mixin alerts/apps_alerts.libsonnet has it for containers. */
function crashLooping(join: JoinOptions): MetricRule {
  const waiting = selector(initMetric('status_waiting_reason'), 'reason="CrashLoopBackOff"', join.matchers);
  return {
    alert: 'SidecarCrashLooping',
    expr: sidecarsOf(`max_over_time(${waiting}[5m])`, join, '5m'),
    for: '15m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A sidecar crashes again and again.',
      description: `${SIDECAR} is in CrashLoopBackOff. While it has never started, its pod stays Pending.`,
    },
  };
}

function restarting(join: JoinOptions): MetricRule {
  const restarts = selector(initMetric('status_restarts_total'), join.matchers);
  return {
    alert: 'SidecarRestarting',
    expr: sidecarsOf(`increase(${restarts}[1h]) > 3`, join, '1h'),
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A sidecar is restarted again and again.',
      description: `${SIDECAR} has been restarted {{ $value | humanize }} times within an hour.`,
    },
  };
}

/** A sidecar that is not ready keeps its pod out of Services, and one that has not started keeps it Pending. */
function notReady(join: JoinOptions): MetricRule {
  const ready = selector(initMetric('status_ready'), join.matchers);
  const phase = selector('kube_pod_status_phase', 'phase=~"Pending|Running"', join.matchers);
  const living = `  and on (${podLabels(join).join(', ')}) ${phase} == 1\n`;
  return {
    alert: 'SidecarNotReady',
    expr: sidecarsOf(`${ready} == 0`, join) + living,
    for: '15m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A sidecar is not ready.',
      description: `${SIDECAR} has not been ready for 15 minutes, and so neither has its pod.`,
    },
  };
}

function seriesDoubled({ on, matchers }: JoinOptions): MetricRule {
  return {
    alert: 'SidecarSeriesDoubled',
    expr: `count by (${on.join(', ')}) (${sidecarInfo(matchers)}) > 1\n`,
    for: '15m',
    labels: { severity: 'info' },
    annotations: {
      summary: 'A sidecar has more than one series.',
      description: `${SIDECAR} is told {{ $value }} times: kube-state-metrics is scraped more than once, and sums count twice.`,
    },
  };
}

const POD = 'pod {{ $labels.namespace }}/{{ $labels.pod }}';
const CONTAINER = `Container {{ $labels.container }} of ${POD}`;
const SIDECAR = `Sidecar {{ $labels.container }} of ${POD}`;

function sidecarsOf(expression: string, { on, matchers }: JoinOptions, range?: string): string {
  const info = sidecarInfo(matchers);
  const sidecars = range === undefined ? info : `max_over_time(${info}[${range}])`;
  return `${onlySidecars({ expression, sidecars, on, between: '\n  ' })}\n`;
}

/** Labels that Prometheus has renamed (`exported_pod`) under the names that the kubelet's series have. */
function withKubeletLabels(expression: string, on: readonly string[]): string {
  return on
    .filter((label) => label.startsWith('exported_'))
    .reduce(
      (now, label) => `label_replace(${now}, "${label.slice('exported_'.length)}", "$1", "${label}", "(.*)")`,
      expression,
    );
}
