import type { Endpoint } from '../endpoint.ts';
import type { Pool } from './pool.ts';
import type { Fields } from './pool-object.ts';

/** A pod, as it stands in JSON. */
export interface PodObject {
  readonly metadata?: Fields;
  readonly spec?: unknown;
  readonly status?: unknown;
}

/**
 * The endpoints of a pool: of each ready pod that it selects every port, in the order of names. A pod that is going is none any
 * more. One that has an address and no condition was written by hand, and is taken as ready.
 */
export function endpointsOf(pool: Pool, pods: Iterable<PodObject>): readonly Endpoint[] {
  const ready = [...pods].map(readPod).filter((pod) => pod !== undefined && isOf(pool, pod)) as readonly ReadyPod[];
  return ready
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .flatMap(({ ip, namespace, name, labels }) =>
      pool.ports.map((port, rank) => ({
        address: `${ip.includes(':') ? `[${ip}]` : ip}:${port}`,
        pod: { namespace, name, labels },
        rank,
      })),
    );
}

interface ReadyPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ip: string;
}

function readPod({ metadata = {}, status }: PodObject): ReadyPod | undefined {
  const { podIP, phase, conditions } = (status ?? {}) as PodStatus;
  if (podIP === undefined || podIP === '' || metadata.deletionTimestamp !== undefined) return undefined;
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  if (conditions && !conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')) return undefined;
  return {
    namespace: String(metadata.namespace ?? 'default'),
    name: String(metadata.name ?? ''),
    labels: (metadata.labels ?? {}) as ReadyPod['labels'],
    ip: podIP,
  };
}

interface PodStatus {
  readonly podIP?: string;
  readonly phase?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

/** A selector without labels selects nothing: a Service's does neither. */
function isOf({ namespace, selector }: Pool, pod: ReadyPod): boolean {
  const wanted = Object.entries(selector);
  return pod.namespace === namespace && wanted.length > 0 && wanted.every(([key, value]) => pod.labels[key] === value);
}
