import type { IContainer, IPod, IPodStatus } from 'kubernetes-models/v1';
import { printQuantity } from '../quantity/print-quantity.ts';
import type { Quantity } from '../quantity/quantity.ts';

/** A short notation for the pods of this folder's tests: `container('app', 'cpu=1 memory=1Gi', 'cpu=2')`. Only tests use it. */
export function smallPod({ inits = [], mains = [], overhead, podRequests, podLimits, status }: SmallPod): IPod {
  const hasPodLevel = podRequests !== undefined || podLimits !== undefined;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    spec: {
      initContainers: [...inits],
      containers: [...mains],
      ...(overhead === undefined ? {} : { overhead: amounts(overhead) }),
      ...(hasPodLevel ? { resources: askedFor(podRequests, podLimits) } : {}),
    },
    ...(status ? { status } : {}),
  };
}

/** What `smallPod` is made from. */
export interface SmallPod {
  readonly inits?: readonly IContainer[];
  readonly mains?: readonly IContainer[];
  readonly overhead?: string;
  readonly podRequests?: string;
  readonly podLimits?: string;
  readonly status?: IPodStatus;
}

/** An ordinary container, or an init container where it stands among those. */
export function container(name: string, requests?: string, limits?: string): IContainer {
  return { name, image: name, resources: askedFor(requests, limits) };
}

/** An init container that is a sidecar. */
export function sidecar(name: string, requests?: string, limits?: string): IContainer {
  return { ...container(name, requests, limits), restartPolicy: 'Always' };
}

/** A container whose requests equal its limits. */
export function guaranteed(name: string, both: string): IContainer {
  return container(name, both, both);
}

/** Reads `cpu=1 memory=1Gi`. */
export function amounts(text: string): Record<string, string> {
  const pairs = text.split(' ').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

/** Writes amounts the same way, names in alphabetical order. */
export function showAmounts(list: ReadonlyMap<string, Quantity | { readonly total: Quantity }>): string {
  const entries = [...list].sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name}=${printQuantity('total' in value ? value.total : value)}`).join(' ');
}

function askedFor(requests: string | undefined, limits: string | undefined): NonNullable<IContainer['resources']> {
  return {
    ...(requests === undefined ? {} : { requests: amounts(requests) }),
    ...(limits === undefined ? {} : { limits: amounts(limits) }),
  };
}
