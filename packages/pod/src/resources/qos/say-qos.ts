import type { QosObstacle, QosVerdict } from './qos-class.ts';

/**
 * Says in one sentence which class a pod has and what keeps it from being Guaranteed.
 *
 * @example
 * sayQos(verdict); // 'Burstable, not Guaranteed: sidecar proxy sets no memory limit'
 */
export function sayQos({ class: qos, obstacles }: QosVerdict): string {
  if (obstacles.length === 0) return `${qos}: every container's requests equal its limits for cpu and memory`;
  return `${qos}, not Guaranteed: ${obstacles.map(sayObstacle).join('; ')}`;
}

const PROBLEMS = {
  'no-limit': (resource: string) => `sets no ${resource} limit`,
  'no-request': (resource: string) => `requests no ${resource}`,
  'request-below-limit': (resource: string) => `requests less ${resource} than its limit`,
} as const;

const KINDS = { main: 'container', sidecar: 'sidecar', init: 'init container', pod: 'spec.resources' } as const;

function sayObstacle({ container, kind, resource, problem }: QosObstacle): string {
  const who = container === undefined ? KINDS[kind] : `${KINDS[kind]} ${container}`;
  return `${who} ${PROBLEMS[problem](resource)}`;
}
