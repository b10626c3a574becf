import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { roleNameProblems, validateBinding, validateRoleRef, withBindingDefaults } from './rbac-rules.ts';

/** ClusterRoleBindings (pkg/apis/rbac/validation@1.36). */
export const clusterRoleBindings: Resource = declare({
  group: 'rbac.authorization.k8s.io',
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  isNamespaced: false,
  rules: {
    isCreatedByUpdate: true,
    setDefaults: withBindingDefaults,
    validateName: roleNameProblems,
    validate: (object) => collectErrors((scope) => validateBinding(object, false, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateBinding(object, false, scope);
        validateRoleRef(object, old, scope);
      }),
  },
});
