import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { roleNameProblems, validateBinding, validateRoleRef, withBindingDefaults } from './rbac-rules.ts';

/** RoleBindings (pkg/apis/rbac/validation@1.36). */
export const roleBindings: Resource = declare({
  group: 'rbac.authorization.k8s.io',
  plural: 'rolebindings',
  kind: 'RoleBinding',

  rules: {
    isCreatedByUpdate: true,
    setDefaults: withBindingDefaults,
    validateName: roleNameProblems,
    validate: (object) => collectErrors((scope) => validateBinding(object, true, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateBinding(object, true, scope);
        validateRoleRef(object, old, scope);
      }),
  },
});
