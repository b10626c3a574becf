import { containerMetric, INIT_TWINS, initMetric } from '../init-twins.ts';
import { isSince, type JoinOptions } from '../join-options.ts';
import { recordedMetric } from '../recorded-metric.ts';
import { onlySidecars, selector, sidecarInfo, withoutRestartPolicy } from '../sidecar-join.ts';
import type { MetricRule } from './metric-rule.ts';

/**
 * One recording rule per metric of containers that has a twin: ordinary containers and sidecars, without ordinary init
 * containers, all labels kept. The sums per pod are what its running containers ask for.
 */
export function recordingRules(join: JoinOptions): readonly MetricRule[] {
  const united = INIT_TWINS.filter(({ since }) => isSince(join.version, since)).map(({ about }) => ({
    record: recordedMetric(about),
    expr: unionOf(about, join),
  }));
  const sums = ['resource_limits', 'resource_requests'].map((about) => ({
    record: `pod:${containerMetric(about)}:sum_with_sidecars`,
    expr: `sum by (${['cluster', ...podLabels(join), 'resource', 'unit'].join(', ')}) (\n  ${recordedMetric(about)}\n)\n`,
  }));
  return [...united, ...sums];
}

function unionOf(about: string, { on, matchers }: JoinOptions): string {
  const expression = selector(initMetric(about), matchers);
  const inits =
    about === 'info'
      ? withoutRestartPolicy(sidecarInfo(matchers))
      : onlySidecars({ expression, sidecars: sidecarInfo(matchers), on, between: '\n  ' });
  return `${selector(containerMetric(about), matchers)}\nor\n${inits}\n`;
}

/** The labels of the pod: those of the container without its name. */
export function podLabels({ on }: JoinOptions): readonly string[] {
  return on.filter((label) => !label.endsWith('container'));
}
