import type { ApiObject } from '../object/api-object.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import { roleTable } from './role-table.ts';

interface Bootstrapped {
  readonly bucket: string;
  readonly key: string;
  readonly object: ApiObject;
}

const GROUP = 'rbac.authorization.k8s.io';

/** Who may do what on a new server (plugin/pkg/auth/authorizer/rbac/bootstrappolicy@1.36). */
export const bootstrapRoles: readonly Bootstrapped[] = [
  ...Object.keys(roleTable).map((name) => role(name, { rules: rulesOf(name) })),
  // These three are what is said to belong to them; upstream a controller keeps them so.
  aggregate('admin', ['system:aggregate-to-admin', 'system:aggregate-to-edit', 'system:aggregate-to-view']),
  aggregate('edit', ['system:aggregate-to-edit', 'system:aggregate-to-view'], 'admin'),
  aggregate('view', ['system:aggregate-to-view'], 'edit'),
  binding('cluster-admin', { kind: 'Group', name: 'system:masters' }),
  binding('system:basic-user', { kind: 'Group', name: 'system:authenticated' }),
  binding('system:discovery', { kind: 'Group', name: 'system:authenticated' }),
  binding(
    'system:public-info-viewer',
    { kind: 'Group', name: 'system:authenticated' },
    { kind: 'Group', name: 'system:unauthenticated' },
  ),
  binding('system:monitoring', { kind: 'Group', name: 'system:monitoring' }),
  binding('system:service-account-issuer-discovery', { kind: 'Group', name: 'system:serviceaccounts' }),
  binding('system:kube-controller-manager', { kind: 'User', name: 'system:kube-controller-manager' }),
  binding('system:kube-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
  binding('system:volume-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
  binding('system:node-proxier', { kind: 'User', name: 'system:kube-proxy' }),
  binding('system:node'),
];

function metadataOf(name: string, labels: Readonly<Record<string, string>> = {}): NonNullable<ApiObject['metadata']> {
  return {
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  };
}

function role(name: string, content: object, into?: string): Bootstrapped {
  const target = into === undefined ? /^system:(aggregate-to-\w+)$/.exec(name)?.[1] : `aggregate-to-${into}`;
  const labels = target === undefined ? {} : { [`${GROUP}/${target}`]: 'true' };
  return { bucket: `clusterroles.${GROUP}`, key: name, object: { metadata: metadataOf(name, labels), ...content } };
}

function aggregate(name: string, parts: readonly string[], into?: string): Bootstrapped {
  const selector = { matchLabels: { [`${GROUP}/aggregate-to-${name}`]: 'true' } };
  return role(name, { rules: parts.flatMap(rulesOf), aggregationRule: { clusterRoleSelectors: [selector] } }, into);
}

function binding(name: string, ...subjects: readonly { readonly kind: string; readonly name: string }[]): Bootstrapped {
  const object = {
    metadata: metadataOf(name),
    ...(subjects.length > 0 && {
      subjects: subjects.map(({ kind, name: who }) => ({ kind, apiGroup: GROUP, name: who })),
    }),
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
  };
  return { bucket: `clusterrolebindings.${GROUP}`, key: name, object };
}

/** Reads a role's rules out of the table. */
function rulesOf(name: string): readonly PolicyRule[] {
  const lines = (roleTable[name] ?? '').split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const [verbs = [], groups = [], things = [], names] = line.split(' ').map((part) => part.split(','));
    if (groups[0] === 'urls') return { verbs, nonResourceURLs: things };
    const apiGroups = groups.map((group) => (group === 'core' ? '' : group));
    return { verbs, apiGroups, resources: things, ...(names && { resourceNames: names }) };
  });
}
