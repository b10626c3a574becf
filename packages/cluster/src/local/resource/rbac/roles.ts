import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { roleNameProblems, validateRules } from './rbac-rules.ts';

/** Roles (pkg/apis/rbac/validation@1.36). */
export const roles: Resource = declare({
  group: 'rbac.authorization.k8s.io',
  plural: 'roles',
  kind: 'Role',

  rules: {
    isCreatedByUpdate: true,
    setDefaults: (object) => ({ ...object, rules: object.rules ?? null }),
    validateName: roleNameProblems,
    validate: (object) => collectErrors((scope) => validateRules(object, true, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateRules(object, true, scope)),
  },
});
