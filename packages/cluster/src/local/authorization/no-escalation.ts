import { goQuote } from '@outrigger/pod';
import type { Plugin } from '../admission/plugin.ts';
import { forbidden, notFound } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { isSame } from '../object/is-same.ts';
import type { User } from '../request/api-request.ts';
import type { ResourceRequest } from '../request/request-info.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import type { AdmissionAttempt } from '../world.ts';
import type { Authorizer, RoleRef } from './authorizer.ts';
import { describeRights, missingRights } from './missing-rights.ts';

/** Nobody gives rights that he does not have (policybased/storage.go of each resource in pkg/registry/rbac@1.36). */
export function noEscalation(authorizer: Authorizer): Plugin {
  return {
    validate(attempt) {
      const { resource, operation, context, object, old } = attempt;
      const { user } = context;
      if (resource.group !== GROUP || (operation !== 'create' && operation !== 'update')) return;
      if (context.subresource !== '' || user.groups.includes('system:masters')) return;
      if (old !== undefined && isSame({ ...object, metadata: undefined }, { ...old, metadata: undefined })) return;
      if (resource.kind.endsWith('Binding')) checkBinding(attempt, authorizer);
      else checkRole(attempt, authorizer);
    },
  };
}

const GROUP = 'rbac.authorization.k8s.io';

function checkRole(attempt: AdmissionAttempt, authorizer: Authorizer): void {
  const { resource, object, old, context, namespace } = attempt;
  const { user } = context;
  const name = object.metadata?.name ?? '';
  const info = request({ verb: 'escalate', resource: resource.plural, namespace, name });
  if (authorizer.authorize(user, info).isAllowed) return;
  const rules = (object.rules ?? []) as readonly PolicyRule[];
  const missing = missingRights(authorizer.rulesFor(user, namespace), rules);
  if (missing.length > 0) throw forbidden(resource, name, escalationWords(user, missing));
  if (!aggregates(object) && !aggregates(old)) return;
  if (missingRights(authorizer.rulesFor(user, ''), EVERYTHING).length > 0) {
    throw forbidden(resource, name, 'must have cluster-admin privileges to use the aggregationRule');
  }
}

function checkBinding({ resource, object, context, namespace }: AdmissionAttempt, authorizer: Authorizer): void {
  const { user } = context;
  const ref = (object.roleRef ?? {}) as RoleRef;
  const roles = ref.kind === 'Role' ? 'roles' : 'clusterroles';
  const info = request({ verb: 'bind', resource: roles, namespace, name: ref.name ?? '' });
  if (authorizer.authorize(user, info).isAllowed) return;
  const rules = authorizer.rulesOf(ref, namespace);
  // Upstream calls the role by the resource of the binding.
  if (rules === undefined) throw notFound(resource, ref.name ?? '');
  const missing = missingRights(authorizer.rulesFor(user, namespace), rules);
  if (missing.length > 0) throw forbidden(resource, object.metadata?.name ?? '', escalationWords(user, missing));
}

function request(
  given: Pick<ResourceRequest, 'resource' | 'namespace' | 'name'> & { readonly verb: string },
): ResourceRequest {
  const verb = given.verb as ResourceRequest['verb'];
  return { isResource: true, group: GROUP, version: 'v1', subresource: '', rest: '', ...given, verb };
}

function aggregates(role: ApiObject | undefined): boolean {
  const { clusterRoleSelectors = [] } = (role?.aggregationRule ?? {}) as {
    readonly clusterRoleSelectors?: readonly unknown[];
  };
  return clusterRoleSelectors.length > 0;
}

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

function escalationWords({ username, groups }: User, missing: readonly PolicyRule[]): string {
  const list = `[${groups.map(goQuote).join(' ')}]`;
  return `user ${goQuote(username)} (groups=${list}) is attempting to grant RBAC permissions not currently held:\n${describeRights(missing)}`;
}
