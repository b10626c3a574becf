import { type Quantity, readQuantity } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { podAmounts } from '../pod-amounts.ts';

/** What an object counts for, by the names that quotas know (pkg/quota/v1/evaluator/core@1.36). */
export type Usage = ReadonlyMap<string, Quantity>;

const ONE = readQuantity(1);

/** Measures an object of a bucket. */
export function usageOf(bucket: string, object: ApiObject, now: Date): Usage {
  const counted: [string, Quantity][] = [[`count/${bucket}`, ONE]];
  switch (bucket) {
    case 'pods':
      return new Map([...counted, ...(isAlive(object, now) ? podUsage(object) : [])]);
    case 'services':
      return new Map([...counted, ...serviceUsage(object)]);
    case 'persistentvolumeclaims':
      return new Map([...counted, ...claimUsage(object)]);
    default:
      return new Map(plainCounts.includes(bucket) ? [...counted, [bucket, ONE]] : counted);
  }
}

const plainCounts = ['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets'];

/** Pods that have ended, or should long be gone, count no more (QuotaV1Pod@1.36). */
function isAlive({ metadata, status }: ApiObject, now: Date): boolean {
  const { phase } = (status ?? {}) as { readonly phase?: string };
  if (phase === 'Failed' || phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds: grace } = metadata ?? {};
  if (deletionTimestamp === undefined || grace === undefined) return true;
  return now.getTime() <= Date.parse(deletionTimestamp) + grace * 1000;
}

function podUsage(pod: ApiObject): readonly [string, Quantity][] {
  const { requests, limits } = podAmounts(pod);
  return [['pods', ONE], ...computeUsage(requests, limits)];
}

/** podComputeUsageHelper@1.36. */
export function computeUsage(
  requests: ReadonlyMap<string, Quantity>,
  limits: ReadonlyMap<string, Quantity>,
): readonly [string, Quantity][] {
  const basic = ['cpu', 'memory', 'ephemeral-storage'];
  const asked = [...requests].flatMap(([name, amount]): [string, Quantity][] => {
    if (basic.includes(name) || name.startsWith('hugepages-'))
      return [
        [name, amount],
        [`requests.${name}`, amount],
      ];
    return name.includes('/') ? [[`requests.${name}`, amount]] : [];
  });
  const limited = [...limits].flatMap(([name, amount]): [string, Quantity][] => {
    return basic.includes(name) ? [[`limits.${name}`, amount]] : [];
  });
  return [...asked, ...limited];
}

function serviceUsage({ spec }: ApiObject): readonly [string, Quantity][] {
  const {
    type,
    ports = [],
    allocateLoadBalancerNodePorts,
  } = (spec ?? {}) as {
    readonly type?: string;
    readonly ports?: readonly { readonly nodePort?: number }[];
    readonly allocateLoadBalancerNodePorts?: boolean;
  };
  const all = readQuantity(ports.length);
  const given = readQuantity(ports.filter(({ nodePort = 0 }) => nodePort !== 0).length);
  const nodePorts =
    type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false) ? all : given;
  return [
    ['services', ONE],
    ['services.nodeports', type === 'ClusterIP' || type === 'ExternalName' ? readQuantity(0) : nodePorts],
    ['services.loadbalancers', readQuantity(type === 'LoadBalancer' ? 1 : 0)],
  ];
}

function claimUsage({ spec }: ApiObject): readonly [string, Quantity][] {
  const { storageClassName, resources } = (spec ?? {}) as {
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
  };
  const storage = readQuantity(resources?.requests?.storage ?? 0);
  const ofClass = `${storageClassName}.storageclass.storage.k8s.io`;
  return [
    ['persistentvolumeclaims', ONE],
    ['requests.storage', storage],
    ...(storageClassName
      ? ([
          [`${ofClass}/persistentvolumeclaims`, ONE],
          [`${ofClass}/requests.storage`, storage],
        ] as [string, Quantity][])
      : []),
  ];
}
