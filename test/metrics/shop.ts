import type { RuleTest } from './prometheus.ts';

type Series = RuleTest['input_series'];

/** The labels of a container of the pod `shop/web`, and more. */
export function labels(container: string, more: Readonly<Record<string, string>> = {}): string {
  const all = { namespace: 'shop', pod: 'web', uid: 'u1', container, ...more };
  return Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');
}

/**
 * What kube-state-metrics 2.20 and the kubelet say about a pod of an app (200m), a native sidecar (100m) and an ordinary
 * init container (500m). The sidecar uses 150m, the app 180m: together more than the 300m of what runs.
 */
export const SHOP: Series = [
  constant('kube_pod_container_info', labels('app', { image: 'shop:1' }), 1),
  constant('kube_pod_container_resource_requests', labels('app', { resource: 'cpu', unit: 'core' }), 0.2),
  constant('kube_pod_container_status_ready', labels('app'), 1),
  ...['proxy', 'migrate'].flatMap((name) => {
    const isSidecar = name === 'proxy';
    const policy = { image: `${name}:1`, restart_policy: isSidecar ? 'Always' : '' };
    return [
      constant('kube_pod_init_container_info', labels(name, policy), 1),
      constant(
        'kube_pod_init_container_resource_requests',
        labels(name, { resource: 'cpu', unit: 'core' }),
        isSidecar ? 0.1 : 0.5,
      ),
    ];
  }),
  usage('app', 0.18),
  usage('proxy', 0.15),
  // More than its request as well, but it does not run for good.
  usage('migrate', 0.6),
];

/** A series that never changes. */
export function constant(metric: string, of: string, value: number): Series[number] {
  return { series: `${metric}{${of}}`, values: `${value}x120` };
}

/** A counter that grows by this much a second. */
function usage(container: string, cores: number): Series[number] {
  const of = `namespace="shop", pod="web", container="${container}", id="/kubepods/${container}"`;
  return { series: `container_cpu_usage_seconds_total{${of}}`, values: `0+${cores * 60}x120` };
}
