import { KINDS } from './kinds/all-kinds.ts';

/** A ClusterRole: to be bound in a namespace, or for all. */
export interface Role {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly rules: readonly RoleRule[];
}

/** What a role allows. */
interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The roles of the article: the platform administrator, who owns pools; the model owner, who owns what requests name; and beside
 * them the picker itself, which reads all of it and tells what it thinks in the status.
 */
export function rolesOf(): readonly Role[] {
  const pools = KINDS.filter(({ kind }) => kind === 'InferencePool');
  const models = KINDS.filter(({ kind }) => kind !== 'InferencePool');
  return [
    role('inference-platform-admin', [rule(pools, ALL), rule(models, READ)], 'admin'),
    role('inference-model-owner', [rule(models, ALL), rule(pools, READ)], 'edit'),
    role('inference-viewer', [rule([...pools, ...models], READ)], 'view'),
    role('inference-picker', [
      rule([...pools, ...models], READ),
      rule([...pools, ...models], ['get', 'patch', 'update'], '/status'),
      { apiGroups: [''], resources: ['pods', 'services', 'configmaps'], verbs: READ },
    ]),
  ];
}

const READ = ['get', 'list', 'watch'] as const;
const ALL = [...READ, 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/** `admin`, `edit` and `view`, as every cluster has them, take in what is labelled so. */
function role(name: string, rules: readonly RoleRule[], aggregated?: 'admin' | 'edit' | 'view'): Role {
  const labels = aggregated && { [`rbac.authorization.k8s.io/aggregate-to-${aggregated}`]: 'true' };
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, ...(labels && { labels }) },
    rules,
  };
}

function rule(kinds: typeof KINDS, verbs: readonly string[], subresource = ''): RoleRule {
  return {
    apiGroups: [...new Set(kinds.map(({ group }) => group))],
    resources: [...new Set(kinds.map(({ plural }) => `${plural}${subresource}`))],
    verbs,
  };
}
