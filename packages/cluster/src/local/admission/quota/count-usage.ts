import { addQuantities, printQuantity, readQuantity } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isInScope } from './scope.ts';
import { usageOf } from './usage.ts';

/** Amounts by name, as a quota's status has them. */
export type Hard = Readonly<Record<string, string>>;

/** What a quota limits. */
export function hardOf(quota: ApiObject): Hard {
  return ((quota.spec ?? {}) as { readonly hard?: Hard }).hard ?? {};
}

/** The buckets that a quota counts in. */
function countedBuckets(hard: Hard): readonly string[] {
  const buckets = Object.keys(hard).map((name) => {
    if (name.startsWith('count/')) return name.slice('count/'.length);
    if (name.startsWith('services')) return 'services';
    if (name === 'requests.storage' || name.includes('storageclass.storage.k8s.io/')) return 'persistentvolumeclaims';
    const own = ['configmaps', 'persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas', 'secrets'];
    return own.includes(name) ? name : 'pods';
  });
  return [...new Set(buckets)];
}

/** How much of what a quota limits is used in its namespace. */
export function countUsage(
  quota: ApiObject,
  { list, now }: { readonly list: (bucket: string) => readonly ApiObject[]; readonly now: Date },
): Hard {
  const hard = hardOf(quota);
  const used = new Map(Object.keys(hard).map((name) => [name, readQuantity(0)]));
  for (const bucket of countedBuckets(hard)) {
    for (const object of list(bucket)) {
      if (!isInScope(quota, bucket, object)) continue;
      for (const [name, amount] of usageOf(bucket, object, now)) {
        const before = used.get(name);
        if (before) used.set(name, addQuantities(before, amount));
      }
    }
  }
  return Object.fromEntries([...used].map(([name, amount]) => [name, printQuantity(amount)]));
}
