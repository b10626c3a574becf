import type { ApiObject } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';

/** How much a group counts among the others (cmd/kube-apiserver/app apiVersionPriorities@1.36). */
const priorities: Readonly<Record<string, number>> = {
  '': 18000,
  'admissionregistration.k8s.io': 16700,
  'apiextensions.k8s.io': 16700,
  apps: 17800,
  'authentication.k8s.io': 17700,
  'authorization.k8s.io': 17600,
  autoscaling: 17500,
  batch: 17400,
  'certificates.k8s.io': 17300,
  'coordination.k8s.io': 16500,
  'discovery.k8s.io': 16200,
  'events.k8s.io': 17750,
  'flowcontrol.apiserver.k8s.io': 16100,
  'networking.k8s.io': 17200,
  'node.k8s.io': 16300,
  policy: 17100,
  'rbac.authorization.k8s.io': 17000,
  'scheduling.k8s.io': 16600,
  'storage.k8s.io': 16800,
};

/** One APIService for each version of a group that this server serves itself. */
export function apiServicesOf(resources: readonly Resource[], time: string): readonly ApiObject[] {
  const versions = new Map(resources.map((resource) => [`${resource.version}.${resource.group}`, resource]));
  return [...versions].flatMap(([name, { group, version }]) => {
    const groupPriorityMinimum = priorities[group];
    if (groupPriorityMinimum === undefined) return [];
    return [
      {
        metadata: { name, labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
        spec: {
          ...(group !== '' && { group }),
          version,
          groupPriorityMinimum,
          versionPriority: versionPriority(group, version),
        },
        status: {
          conditions: [
            {
              type: 'Available',
              status: 'True',
              lastTransitionTime: time,
              reason: 'Local',
              message: 'Local APIServices are always available',
            },
          ],
        },
      },
    ];
  });
}

function versionPriority(group: string, version: string): number {
  if (group === '') return 1;
  if (group === 'flowcontrol.apiserver.k8s.io') return 21;
  return version === 'v2' ? 30 : 15;
}
