import { containerMetric } from './init-twins.ts';

/** The series of a recording rule that holds ordinary containers and sidecars: `container:kube_pod_container_info:with_sidecars`. */
export function recordedMetric(about: string): string {
  return `container:${containerMetric(about)}:with_sidecars`;
}
