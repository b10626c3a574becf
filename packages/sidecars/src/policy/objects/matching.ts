import type { NamespaceSelector } from './policy-object.ts';

/**
 * What policies look at: pods when they are created, and templates whenever they are written. Pods are changed all the time by
 * controllers (a finalizer is taken off, a label set), and what these policies speak of cannot change in a pod.
 */
export const MATCH_CONSTRAINTS = {
  matchPolicy: 'Equivalent',
  resourceRules: [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['podtemplates', 'replicationcontrollers'],
    },
    {
      apiGroups: ['apps'],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    },
    { apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['cronjobs', 'jobs'] },
  ],
} as const;

/** Which objects policies pass over, before any variable is computed. */
export type Look = 'templates first' | 'all pods' | 'to mend';

/** When policies look. */
export function matchConditions(look: Look): readonly { readonly name: string; readonly expression: string }[] {
  return [
    { name: 'template-was-not-looked-at', expression: NOT_LOOKED_AT[look] },
    { name: 'template-is-written', expression: TEMPLATE_IS_WRITTEN },
  ];
}

/** Namespaces by their labels, without those that are named. */
export function namespaceSelector(
  selector: NamespaceSelector | undefined,
  excluded: readonly string[],
): NamespaceSelector | undefined {
  const exclusion = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: excluded } as const;
  const expressions = [...(selector?.matchExpressions ?? []), ...(excluded.length > 0 ? [exclusion] : [])];
  if (!selector && expressions.length === 0) return undefined;
  return { ...selector, ...(expressions.length > 0 && { matchExpressions: expressions }) };
}

/** Replicas, labels and finalizers may change without a word: only another template is news. */
const TEMPLATE_IS_WRITTEN =
  "request.operation == 'CREATE' || (" +
  "object.kind == 'CronJob' ? object.spec.jobTemplate.spec != oldObject.spec.jobTemplate.spec : " +
  "object.kind == 'PodTemplate' ? object.template != oldObject.template : " +
  'object.spec.template != oldObject.spec.template)';

const OWNED_BY = (owner: string): string =>
  `(has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, has(o.controller) && o.controller${owner}))`;

const CONTROLLED = OWNED_BY('');
const CONTROLLED_BY_KUBERNETES = OWNED_BY(
  " && o.apiVersion in ['v1', 'apps/v1', 'batch/v1'] && o.kind in ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet']",
);

const NOT_LOOKED_AT: Readonly<Record<Look, string>> = {
  // What a controller of Kubernetes' own makes of a template that was accepted is accepted as well: a policy that is new shall
  // not keep what runs from being started again.
  'templates first': `!${CONTROLLED_BY_KUBERNETES}`,
  // What is injected is in no template.
  'all pods': `object.kind == 'Pod' || !${CONTROLLED_BY_KUBERNETES}`,
  // A Deployment finds its ReplicaSet by an equal template, and makes another one when there is none: changed behind its back,
  // it would make them for ever (kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go, FindNewReplicaSet,
  // v1.36.2). Argo Rollouts does the same. Their pods may be changed.
  'to mend': `object.kind == 'Pod' || !${CONTROLLED}`,
};
