import { type Scope, validateLabelSelector } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { roleNameProblems, validateRules } from './rbac-rules.ts';

/** ClusterRoles (pkg/apis/rbac/validation@1.36). */
export const clusterRoles: Resource = declare({
  group: 'rbac.authorization.k8s.io',
  plural: 'clusterroles',
  kind: 'ClusterRole',
  isNamespaced: false,
  rules: {
    isCreatedByUpdate: true,
    setDefaults: (object) => ({ ...object, rules: object.rules ?? null }),
    validateName: roleNameProblems,
    validate: (object) => collectErrors((scope) => validateClusterRole(object, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateClusterRole(object, scope)),
  },
});

/** ValidateClusterRole@1.36: its rules, and by which labels it gathers those of others. */
function validateClusterRole(role: ApiObject, scope: Scope): void {
  validateRules(role, false, scope);
  const { aggregationRule } = role as { readonly aggregationRule?: { readonly clusterRoleSelectors?: Selectors } };
  if (!aggregationRule) return;
  const path = at('aggregationRule', 'clusterRoleSelectors');
  const { clusterRoleSelectors: selectors = [] } = aggregationRule;
  if (selectors.length === 0) {
    scope.errors.required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil');
  }
  for (const [index, selector] of selectors.entries()) validateLabelSelector(selector, path.index(index), scope);
}

type Selectors = readonly Parameters<typeof validateLabelSelector>[0][];
