import type { ApiObject } from '../object/api-object.ts';
import type { User } from '../request/api-request.ts';
import type { RequestInfo } from '../request/request-info.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import type { Store } from '../store/store.ts';
import { ruleAllows } from './rule-matches.ts';

/** Whether somebody may do something, and why. */
export interface Verdict {
  readonly isAllowed: boolean;
  /** Empty where there is nothing to say. */
  readonly reason: string;
}

/** Says who may do what. */
export interface Authorizer {
  readonly authorize: (user: User, info: RequestInfo) => Verdict;
  /** Everything that somebody may do in a namespace; empty for what he may do anywhere. */
  readonly rulesFor: (user: User, namespace: string) => readonly PolicyRule[];
  /** What a role allows; undefined for one that there is not. */
  readonly rulesOf: (ref: RoleRef, namespace: string) => readonly PolicyRule[] | undefined;
}

/** Whom a binding gives something to. */
interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What a binding gives. */
export interface RoleRef {
  readonly kind?: string;
  readonly name?: string;
}

/** Role-based access control by the roles and bindings of a store (plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation@1.36). */
export function createAuthorizer(store: Store): Authorizer {
  const rulesOf: Authorizer['rulesOf'] = ({ kind, name = '' }, namespace) => {
    const role = kind === 'Role' ? store.get(ROLES, `${namespace}/${name}`) : store.get(CLUSTER_ROLES, name);
    return role === undefined ? undefined : ((role.rules ?? []) as readonly PolicyRule[]);
  };
  const granted = function* (user: User, namespace: string): Generator<Granted> {
    const bindings = [
      ...listed(store, CLUSTER_BINDINGS),
      ...(namespace === '' ? [] : listed(store, BINDINGS, namespace)),
    ];
    for (const binding of bindings) {
      const own = binding.metadata?.namespace ?? '';
      const subject = subjectsOf(binding).find((one) => isMeant(user, one, own));
      if (subject === undefined) continue;
      const ref = (binding.roleRef ?? {}) as RoleRef;
      yield { binding, subject, ref, rules: rulesOf(ref, own) };
    }
  };
  return {
    rulesOf,
    rulesFor: (user, namespace) => [...granted(user, namespace)].flatMap(({ rules = [] }) => rules),
    authorize(user, info) {
      // Before all roles: who is in this group may do everything (apiserver pkg/authorization/authorizerfactory NewPrivilegedGroups@1.36).
      if (user.groups.includes('system:masters')) return { isAllowed: true, reason: '' };
      const missing: string[] = [];
      for (const grant of granted(user, info.isResource ? info.namespace : '')) {
        if (grant.rules === undefined) missing.push(notThere(grant.ref));
        if (grant.rules?.some((rule) => ruleAllows(rule, info))) return { isAllowed: true, reason: reasonOf(grant) };
      }
      const unique = [...new Set(missing)];
      const words = unique.length === 1 ? unique[0] : `[${unique.join(', ')}]`;
      return { isAllowed: false, reason: unique.length === 0 ? '' : `RBAC: ${words}` };
    },
  };
}

interface Granted {
  readonly binding: ApiObject;
  readonly subject: Subject;
  readonly ref: RoleRef;
  /** Undefined for a role that there is not. */
  readonly rules: readonly PolicyRule[] | undefined;
}

const GROUP = 'rbac.authorization.k8s.io';
const ROLES = `roles.${GROUP}`;
const CLUSTER_ROLES = `clusterroles.${GROUP}`;
const BINDINGS = `rolebindings.${GROUP}`;
const CLUSTER_BINDINGS = `clusterrolebindings.${GROUP}`;

function listed(store: Store, bucket: string, namespace?: string): readonly ApiObject[] {
  const found = store.list(bucket, namespace === undefined ? {} : { prefix: `${namespace}/` });
  return 'entries' in found ? found.entries.map(({ object }) => object) : [];
}

function subjectsOf({ subjects }: ApiObject): readonly Subject[] {
  return (subjects ?? []) as readonly Subject[];
}

/** appliesToUser@1.36. */
function isMeant(user: User, { kind, name = '', namespace = '' }: Subject, own: string): boolean {
  if (kind === 'User') return user.username === name;
  if (kind === 'Group') return user.groups.includes(name);
  return kind === 'ServiceAccount' && user.username === `system:serviceaccount:${namespace || own}:${name}`;
}

function reasonOf({ binding, subject, ref }: Granted): string {
  const { name = '', namespace } = binding.metadata ?? {};
  const what = namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding';
  const called = namespace === undefined ? name : `${name}/${namespace}`;
  const who =
    subject.kind === 'ServiceAccount'
      ? `"${subject.name}/${subject.namespace || namespace || ''}"`
      : `"${subject.name}"`;
  return `RBAC: allowed by ${what} "${called}" of ${ref.kind} "${ref.name}" to ${subject.kind} ${who}`;
}

function notThere({ kind = '', name = '' }: RoleRef): string {
  return `${kind.toLowerCase()}.${GROUP} ${JSON.stringify(name)} not found`;
}
