import type { Draft } from '@outrigger/pod';
import type { IClusterRoleBinding, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { AGE, NAME, text, wide } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Cell, type Printer, printer } from '../printer.ts';

/** RoleBindings (pkg/printers/internalversion/printers.go printRoleBinding@1.36). */
export const roleBindings: Printer = printer<IRoleBinding>(
  [
    NAME,
    text(
      'Role',
      'RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.',
    ),
    AGE,
    wide('Users', 'Users in the roleBinding'),
    wide('Groups', 'Groups in the roleBinding'),
    wide('ServiceAccounts', 'ServiceAccounts in the roleBinding'),
  ],
  cells,
);

/** ClusterRoleBindings. */
export const clusterRoleBindings: Printer = printer<IClusterRoleBinding>(
  [
    NAME,
    text(
      'Role',
      'RoleRef can only reference a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.',
    ),
    AGE,
    wide('Users', 'Users in the clusterRoleBinding'),
    wide('Groups', 'Groups in the clusterRoleBinding'),
    wide('ServiceAccounts', 'ServiceAccounts in the clusterRoleBinding'),
  ],
  cells,
);

function cells(binding: Draft<IRoleBinding>, now: Date): readonly Cell[] {
  const { metadata, roleRef, subjects = [] } = binding;
  const named = (wanted: string) =>
    subjects
      .filter(({ kind }) => kind === wanted)
      .map(({ namespace = '', name = '' }) => (wanted === 'ServiceAccount' ? `${namespace}/${name}` : name))
      .join(', ');
  return [
    metadata?.name ?? '',
    `${roleRef?.kind}/${roleRef?.name}`,
    ageOf(binding, now),
    named('User'),
    named('Group'),
    named('ServiceAccount'),
  ];
}
