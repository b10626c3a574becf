/** A metric of kube-state-metrics about containers, and the one that says the same about init containers. */
export interface InitTwin {
  /** `resource_requests`; the metrics are `kube_pod_container_` and `kube_pod_init_container_` with it. */
  readonly about: string;
  /** The first kube-state-metrics that has the twin, as `2.20`. */
  readonly since: string;
  /** What a rule about containers has to think of when sidecars come in. */
  readonly caution?: string;
}

/**
 * All metrics about containers that have a twin about init containers. The twins' labels are the same but for
 * `restart_policy`, which only `kube_pod_init_container_info` has.
 *
 * kubernetes/kube-state-metrics internal/store/pod.go, v2.10.0 to v2.20.0
 */
export const INIT_TWINS: readonly InitTwin[] = [
  { about: 'info', since: '2.0' },
  { about: 'resource_limits', since: '2.0' },
  { about: 'resource_requests', since: '2.0' },
  { about: 'state_started', since: '2.20' },
  { about: 'status_last_terminated_exitcode', since: '2.20' },
  { about: 'status_last_terminated_reason', since: '2.0' },
  { about: 'status_last_terminated_timestamp', since: '2.20' },
  { about: 'status_ready', since: '2.0' },
  { about: 'status_restarts_total', since: '2.0' },
  { about: 'status_running', since: '2.0' },
  {
    about: 'status_terminated',
    since: '2.0',
    caution: 'a sidecar that is stopped at the end of its pod is terminated, too',
  },
  {
    about: 'status_terminated_reason',
    since: '2.0',
    caution:
      'a sidecar that is stopped at the end of its pod often has the reason Error (exit code 143 or 137), which counts for nothing',
  },
  { about: 'status_waiting', since: '2.0' },
  { about: 'status_waiting_reason', since: '2.0' },
];

/** The twin of a metric; undefined for one that is not about containers, or has none. */
export function initTwinOf(metric: string): InitTwin | undefined {
  return INIT_TWINS.find(({ about }) => metric === containerMetric(about));
}

/** The name of a metric about ordinary containers. */
export function containerMetric(about: string): string {
  return `kube_pod_container_${about}`;
}

/** Whether a metric is about ordinary containers, with a twin or without. */
export function isContainerMetric(metric: string): boolean {
  return metric.startsWith('kube_pod_container_');
}

/** The name of a metric about init containers. */
export function initMetric(about: string): string {
  return `kube_pod_init_container_${about}`;
}

/** The first kube-state-metrics that says which init containers are sidecars: kubernetes/kube-state-metrics#2240. */
export const RESTART_POLICY_SINCE = '2.11';

/** The kube-state-metrics that is assumed where nobody names one. */
export const DEFAULT_KUBE_STATE_METRICS = '2.20';
