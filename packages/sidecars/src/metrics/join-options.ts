import { DEFAULT_KUBE_STATE_METRICS } from './init-twins.ts';

/** How series of kube-state-metrics are told apart. */
export interface JoinOptions {
  /** The labels that name one container; others where a Prometheus without `honor_labels` has renamed them. */
  readonly on: readonly string[];
  /** Matchers for every selector, as they stand between braces: `job="kube-state-metrics"`. */
  readonly matchers?: string;
  /** The kube-state-metrics that is scraped, as `2.20`. */
  readonly version: string;
}

/**
 * The labels of kube-state-metrics itself. The uid keeps pods apart that had the same name one after another, and the pods
 * of several clusters.
 */
export const DEFAULT_JOIN: JoinOptions = {
  on: ['namespace', 'pod', 'uid', 'container'],
  version: DEFAULT_KUBE_STATE_METRICS,
};

/** Whether a version, such as `2.20` or `2.19.1`, is at least another. */
export function isSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
