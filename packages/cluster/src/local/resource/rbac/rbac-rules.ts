import { dnsSubdomainProblems, type FieldPath, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { at } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { pathSegmentProblems } from '../rules/path-segment.ts';

/** A rule of a role (rbac/v1 PolicyRule). */
export interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** ValidatePolicyRule in pkg/apis/rbac/validation@1.36. */
export function validateRules(role: ApiObject, isNamespaced: boolean, { errors }: Scope): void {
  for (const [index, rule] of ((role.rules ?? []) as readonly PolicyRule[]).entries()) {
    const path = at('rules', index);
    const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
    if (verbs.length === 0) errors.required(path.child('verbs'), 'verbs must contain at least one value');
    if (nonResourceURLs.length > 0) {
      const urls = path.child('nonResourceURLs');
      if (isNamespaced) errors.invalid(urls, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs');
      if (apiGroups.length + resources.length + resourceNames.length > 0) {
        errors.invalid(urls, nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs');
      }
      continue;
    }
    if (apiGroups.length === 0)
      errors.required(path.child('apiGroups'), 'resource rules must supply at least one api group');
    if (resources.length === 0)
      errors.required(path.child('resources'), 'resource rules must supply at least one resource');
  }
}

interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}

const RBAC = 'rbac.authorization.k8s.io';

/** What is left out in a binding (pkg/apis/rbac/v1/defaults.go@1.36). */
export function withBindingDefaults(binding: ApiObject): ApiObject {
  const { apiGroup = '', ...ref } = (binding.roleRef ?? {}) as Subject;
  const subjects = binding.subjects as readonly Subject[] | undefined;
  return {
    ...binding,
    ...(subjects && {
      subjects: subjects.map((subject) => {
        const isPerson = subject.kind === 'User' || subject.kind === 'Group';
        return isPerson && !subject.apiGroup ? { ...subject, apiGroup: RBAC } : subject;
      }),
    }),
    roleRef: { apiGroup: apiGroup || RBAC, ...ref },
  };
}

/** ValidateRoleBinding and ValidateClusterRoleBinding in pkg/apis/rbac/validation@1.36. */
export function validateBinding(binding: ApiObject, isNamespaced: boolean, scope: Scope): void {
  const { errors } = scope;
  const { apiGroup = '', kind = '', name = '' } = (binding.roleRef ?? {}) as Subject;
  const path = at('roleRef');
  if (apiGroup !== RBAC) errors.notSupportedText(path.child('apiGroup'), apiGroup, [RBAC]);
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!kinds.includes(kind)) errors.notSupportedText(path.child('kind'), kind, kinds);
  if (name === '') errors.required(path.child('name'));
  else errors.invalidEach(path.child('name'), name, roleNameProblems(name));
  for (const [index, subject] of ((binding.subjects ?? []) as readonly Subject[]).entries()) {
    validateSubject(subject, isNamespaced, at('subjects', index), scope);
  }
}

function validateSubject(subject: Subject, isNamespaced: boolean, path: FieldPath, { errors }: Scope): void {
  const { kind = '', name = '', namespace = '', apiGroup = '' } = subject;
  if (name === '') errors.required(path.child('name'));
  if (kind === 'ServiceAccount') {
    if (name !== '') errors.invalidEach(path.child('name'), name, dnsSubdomainProblems(name));
    if (apiGroup !== '') errors.notSupportedText(path.child('apiGroup'), apiGroup, ['']);
    if (!isNamespaced && namespace === '') errors.required(path.child('namespace'));
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== RBAC) errors.notSupportedText(path.child('apiGroup'), apiGroup, [RBAC]);
  } else errors.notSupportedText(path.child('kind'), kind, ['ServiceAccount', 'User', 'Group']);
}

/** What a binding is to stays. */
export function validateRoleRef(binding: ApiObject, old: ApiObject, scope: Scope): void {
  const before = scope.errors.list.length;
  validateImmutable(binding.roleRef, old.roleRef, at('roleRef'), scope, 'RoleRef');
  if (scope.errors.list.length === before) return;
  const error = scope.errors.list.pop();
  if (error) scope.errors.list.push({ ...error, detail: 'cannot change roleRef' });
}

/** A role's name may stand in a path, and that is all. */
export function roleNameProblems(name: string): readonly string[] {
  return pathSegmentProblems(name);
}
