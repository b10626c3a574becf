/** The kind of a resource as people name it on a command line (`po`, `pods`, `deploy`, `Pod`); unknown words are kinds themselves. */
export function kindOfResource(word: string): string {
  const lower = word.toLowerCase().replace(/\..*$/, '');
  return KINDS.get(lower) ?? word;
}

/** As `kubectl api-resources` has them at 1.36: kind, plural, short names. */
const TABLE: readonly (readonly [kind: string, ...names: readonly string[]])[] = [
  ['Pod', 'pods', 'po'],
  ['Node', 'nodes', 'no'],
  ['Namespace', 'namespaces', 'ns'],
  ['Service', 'services', 'svc'],
  ['Endpoints', 'endpoints', 'ep'],
  ['EndpointSlice', 'endpointslices'],
  ['PersistentVolume', 'persistentvolumes', 'pv'],
  ['PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc'],
  ['ReplicationController', 'replicationcontrollers', 'rc'],
  ['ResourceQuota', 'resourcequotas', 'quota'],
  ['ConfigMap', 'configmaps', 'cm'],
  ['Secret', 'secrets'],
  ['ServiceAccount', 'serviceaccounts', 'sa'],
  ['Deployment', 'deployments', 'deploy'],
  ['ReplicaSet', 'replicasets', 'rs'],
  ['StatefulSet', 'statefulsets', 'sts'],
  ['DaemonSet', 'daemonsets', 'ds'],
  ['Job', 'jobs'],
  ['CronJob', 'cronjobs', 'cj'],
  ['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa'],
  ['PodDisruptionBudget', 'poddisruptionbudgets', 'pdb'],
  ['Ingress', 'ingresses', 'ing'],
  ['IngressClass', 'ingressclasses'],
  ['NetworkPolicy', 'networkpolicies', 'netpol'],
  ['StorageClass', 'storageclasses', 'sc'],
  ['VolumeAttachment', 'volumeattachments'],
  ['PriorityClass', 'priorityclasses', 'pc'],
  ['Lease', 'leases'],
];

const KINDS = new Map(TABLE.flatMap(([kind, ...names]) => [kind.toLowerCase(), ...names].map((name) => [name, kind])));
