import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { badRequest, invalid, Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { User } from '../request/api-request.ts';
import type { RequestInfo, Verb } from '../request/request-info.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import { at, collectErrors } from '../resource/rules/collect-errors.ts';
import { goValue } from '../resource/rules/go-value.ts';
import type { Call } from '../world.ts';
import { readQuestion } from './read-question.ts';
import { ISSUER } from './token-issuer.ts';

/** Who am I? */
export function reviewSelf(call: Call): ApiAnswer {
  const { user, world } = call;
  const creationTimestamp = world
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  return answer(call, { metadata: { creationTimestamp }, status: { userInfo: userInfo(user) } });
}

/** Whose token is this? */
export async function reviewToken(call: Call): Promise<ApiAnswer> {
  const { world, request } = call;
  const review = readQuestion(call, 'TokenReview');
  const spec = (review.spec ?? {}) as { readonly token?: string; readonly audiences?: readonly string[] };
  if (!spec.token) throw badRequest('token is required for TokenReview in authentication');
  const headers = { ...request.headers, authorization: `Bearer ${spec.token ?? ''}` };
  const user = await world.authenticate({ ...request, headers });
  const status = user
    ? { authenticated: true, user: userInfo(user), audiences: spec.audiences ?? [ISSUER] }
    : { user: {}, error: 'invalid bearer token' };
  return answer(call, { metadata: review.metadata ?? {}, spec, status });
}

interface AccessSpec {
  readonly user?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly resourceAttributes?: Readonly<Record<string, string | undefined>>;
  readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
}

/** May I, or may somebody, do this? (pkg/registry/authorization, pkg/apis/authorization/validation@1.36) */
export function reviewAccess(call: Call): ApiAnswer {
  const { user, world, resource } = call;
  const review = readQuestion(call, resource.kind);
  const spec = (review.spec ?? {}) as AccessSpec;
  const isOwn = resource.plural === 'selfsubjectaccessreviews';
  checkAccess(call, spec, isOwn);
  const asker: User = isOwn
    ? user
    : { username: spec.user ?? '', groups: spec.groups ?? [], ...(spec.extra && { extra: spec.extra }) };
  const { isAllowed, reason } = world.authorizer.authorize(asker, infoOf(spec));
  const status = { allowed: isAllowed, ...(reason !== '' && { reason }) };
  return answer(call, { metadata: review.metadata ?? {}, spec, status });
}

/** What may I? (pkg/registry/authorization/selfsubjectrulesreview@1.36) */
export function reviewOwnRules(call: Call): ApiAnswer {
  const { user, world } = call;
  const review = readQuestion(call, 'SelfSubjectRulesReview');
  const { namespace = '' } = (review.spec ?? {}) as { readonly namespace?: string };
  if (namespace === '') throw badRequest('no namespace on request');
  const all = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ];
  const bound = world.authorizer.rulesFor(user, namespace);
  // Masters may do everything also where no role says so.
  const isBound = bound.some(
    ({ apiGroups = [], resources = [] }) => apiGroups.includes('*') && resources.includes('*'),
  );
  const rules = [...(user.groups.includes('system:masters') && !isBound ? all : []), ...bound];
  const status = {
    resourceRules: rules.filter(({ resources = [] }: PolicyRule) => resources.length > 0),
    nonResourceRules: rules.filter(({ nonResourceURLs = [] }: PolicyRule) => nonResourceURLs.length > 0),
    incomplete: false,
  };
  // The question is not told again (rest.go@1.36).
  return answer(call, { metadata: review.metadata ?? {}, spec: {}, status });
}

function answer({ resource }: Call, content: ApiObject): ApiAnswer {
  return jsonAnswer(201, { kind: resource.kind, apiVersion: `${resource.group}/${resource.version}`, ...content });
}

function userInfo({ username, uid, groups, extra }: User): object {
  return { username, ...(uid && { uid }), ...(groups.length > 0 && { groups }), ...(extra && { extra }) };
}

function checkAccess({ resource, info }: Call, spec: AccessSpec, isOwn: boolean): void {
  const { resourceAttributes: of, nonResourceAttributes: path } = spec;
  const errors = collectErrors(({ errors: found }) => {
    if (of && path) {
      found.invalid(
        at('spec', 'nonResourceAttributes'),
        goValue(path, 'NonResourceAttributes'),
        'cannot be specified in combination with resourceAttributes',
      );
    }
    if (!of && !path)
      found.invalid(
        at('spec', 'resourceAttributes'),
        null,
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      );
    if (!isOwn && !spec.user && !spec.groups?.length) {
      found.invalid(at('spec', 'user'), spec.user ?? '', 'at least one of user or group must be specified');
    }
    if (resource.isNamespaced && of?.namespace !== info.namespace) {
      found.invalid(
        at('spec', 'resourceAttributes', 'namespace'),
        of?.namespace ?? '',
        'must match metadata.namespace',
      );
    }
  });
  if (errors.length === 0) return;
  // Upstream has forgotten the kind here.
  const { status } = invalid(`.${resource.group}`, '', errors);
  const { kind: _, ...details } = (status.details ?? {}) as Readonly<Record<string, unknown>>;
  throw new Refusal({ ...status, details });
}

function infoOf({ resourceAttributes: of, nonResourceAttributes: path }: AccessSpec): RequestInfo {
  if (!of) return { isResource: false, verb: path?.verb ?? '', path: path?.path ?? '' };
  return {
    isResource: true,
    // Whatever word it is, somebody's role may have it.
    verb: (of.verb ?? '') as Verb,
    group: of.group ?? '',
    version: of.version ?? '',
    resource: of.resource ?? '',
    namespace: of.namespace ?? '',
    name: of.name ?? '',
    subresource: of.subresource ?? '',
    rest: '',
  };
}
