import { initMetric } from './init-twins.ts';

/** The matcher that only native sidecars fit. kube-state-metrics leaves it empty for ordinary init containers. */
const ALWAYS = 'restart_policy="Always"';

/** What asks for the sidecars among the init containers. */
export interface SidecarQuery {
  /** An expression about init containers: `kube_pod_init_container_status_ready`. */
  readonly expression: string;
  /** An expression that has a series for each sidecar. */
  readonly sidecars: string;
  readonly on: readonly string[];
  /** What is between the two: a space, or the beginning of a line. */
  readonly between?: string;
}

/**
 * The sidecars among init containers. `and` keeps the values and labels of the left, and takes many series on the right. A
 * product with `group_left ()` fails as a whole where a container has two: when kube-state-metrics is scraped twice, and over
 * any range in which a container has been restarted, for `container_id` is a label of its info.
 */
export function onlySidecars({ expression, sidecars, on, between = ' ' }: SidecarQuery): string {
  return `${expression}${between}and on (${on.join(', ')}) ${sidecars}`;
}

/** A selector: the metric with matchers, of which some may be empty. */
export function selector(metric: string, ...matchers: readonly (string | undefined)[]): string {
  const given = matchers.filter((matcher) => matcher !== undefined && matcher !== '');
  return given.length === 0 ? metric : `${metric}{${given.join(', ')}}`;
}

/** The series that say which init containers are sidecars. */
export function sidecarInfo(...matchers: readonly (string | undefined)[]): string {
  return selector(initMetric('info'), ...matchers, ALWAYS);
}

/** Ordinary containers have no such label, and two series are the same only if all their labels are. */
export function withoutRestartPolicy(expression: string): string {
  return `max without (restart_policy) (${expression})`;
}
