import type { Category, Classification } from '../observation.ts';
import type { ClassifiedBy } from './classify.ts';

/**
 * What an event of a reason that no rule knows may mean: by its type, by the words in its reason, by what it is about. Its
 * `rule` is undefined, so that it is found among the unclassified.
 */
export function guessClass({ reason, type, about, source }: ClassifiedBy): Classification {
  // The kubelet makes reasons of resources that it has not enough of: `OutOfnvidia.com/gpu` (pkg/kubelet/lifecycle/predicate.go@1.36.2).
  if (reason.startsWith('OutOf') && source.component === 'kubelet') return OUT_OF_EXTENDED_RESOURCE;
  const category = CATEGORY_OF_KIND.get(about.kind) ?? 'application';
  const severity = TROUBLE.test(reason) ? 'error' : type === 'Normal' ? 'info' : 'warning';
  return { category, severity, rule: undefined, recovers: [], subclass: undefined };
}

const OUT_OF_EXTENDED_RESOURCE: Classification = {
  category: 'capacity',
  severity: 'error',
  rule: 'pod/OutOf*',
  recovers: [],
  subclass: undefined,
};

const TROUBLE = /^(?:Failed|Cannot|Unable|Invalid)|(?:Failed|Failure|Error|Denied)(?:$|[A-Z])/;

const CATEGORY_OF_KIND: ReadonlyMap<string, Category> = new Map([
  ['Node', 'node'],
  ['PersistentVolume', 'storage'],
  ['PersistentVolumeClaim', 'storage'],
  ['VolumeSnapshot', 'storage'],
  ['StorageClass', 'storage'],
  ['Service', 'network'],
  ['Endpoints', 'network'],
  ['EndpointSlice', 'network'],
  ['Ingress', 'network'],
  ['Gateway', 'network'],
  ['HTTPRoute', 'network'],
  ['NetworkPolicy', 'network'],
  ['Deployment', 'rollout'],
  ['ReplicaSet', 'rollout'],
  ['StatefulSet', 'rollout'],
  ['DaemonSet', 'rollout'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
  ['HorizontalPodAutoscaler', 'scaling'],
  ['VerticalPodAutoscaler', 'scaling'],
  ['ScaledObject', 'scaling'],
  ['Certificate', 'security'],
  ['CertificateRequest', 'security'],
  ['Issuer', 'security'],
  ['ClusterIssuer', 'security'],
  ['Secret', 'config'],
  ['ConfigMap', 'config'],
  ['Lease', 'control-plane'],
]);
