import type { ApiObject } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';
import { systemPriorities } from '../resource/scheduling/priority-classes.ts';
import type { Store } from '../store/store.ts';
import { apiServicesOf } from './api-services.ts';
import { bootstrapRoles } from './roles.ts';

/** Puts what every real server has into an empty store: its namespaces, its own service, priorities of the system, roles. */
export function bootstrap(store: Store, resources: readonly Resource[], now: Date): void {
  const put = (bucket: string, key: string, object: ApiObject) => {
    if (store.get(bucket, key) === undefined) store.put(bucket, key, withIdentity(object, now));
  };
  for (const name of ['kube-system', 'kube-public', 'kube-node-lease', 'default']) {
    put('namespaces', name, {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  }
  for (const [name, value] of Object.entries(systemPriorities)) {
    put('priorityclasses.scheduling.k8s.io', name, {
      metadata: { name, generation: 1 },
      value,
      description: descriptions[name],
      preemptionPolicy: 'PreemptLowerPriority',
    });
  }
  put('services', 'default/kubernetes', kubernetesService);
  for (const { bucket, key, object } of bootstrapRoles) put(bucket, key, object);
  for (const service of apiServicesOf(resources, now.toISOString().replace(/\.\d+Z$/, 'Z'))) {
    put('apiservices.apiregistration.k8s.io', service.metadata?.name ?? '', service);
  }
}

const descriptions: Readonly<Record<string, string>> = {
  'system-node-critical': 'Used for system critical pods that must not be moved from their current node.',
  'system-cluster-critical':
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
};

const kubernetesService: ApiObject = {
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1'],
    type: 'ClusterIP',
    sessionAffinity: 'None',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
  },
  status: { loadBalancer: {} },
};

function withIdentity(object: ApiObject, now: Date): ApiObject {
  const { name, namespace, generation, ...others } = object.metadata ?? {};
  return {
    ...object,
    metadata: {
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
      uid: crypto.randomUUID(),
      ...(generation !== undefined && { generation }),
      creationTimestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
      ...others,
    },
  };
}
