import type { Resource } from '../resource.ts';
import { clusterRoleBindings } from './cluster-role-bindings.ts';
import { clusterRoles } from './cluster-roles.ts';
import { roleBindings } from './role-bindings.ts';
import { roles } from './roles.ts';

/** The group rbac.authorization.k8s.io. */
export const rbac: readonly Resource[] = [clusterRoleBindings, clusterRoles, roleBindings, roles];
