import { goQuote } from '@outrigger/pod';
import { badRequest } from '../answer/refusal.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import { forbiddenAnswer } from '../authorization/forbidden-answer.ts';
import type { ApiRequest, User } from '../request/api-request.ts';
import type { ResourceRequest } from '../request/request-info.ts';

/** Whom a request is made for: another than who asks, where he says so and may (apiserver pkg/endpoints/filters/impersonation@1.36). */
export function impersonated(user: User, { headers }: ApiRequest, authorize: Authorizer['authorize']): User {
  const name = headers['impersonate-user'] ?? '';
  const groups = listOf(headers['impersonate-group']);
  const uid = headers['impersonate-uid'] ?? '';
  const extra = extraOf(headers);
  if (name === '') {
    if (groups.length === 0 && uid === '' && Object.keys(extra).length === 0) return user;
    throw badRequest(`requested ${goUser({ uid, groups, extra })} without impersonating a user name`);
  }
  const check = (wanted: Partial<ResourceRequest>): void => {
    const info = { ...IMPERSONATION, ...wanted };
    const { isAllowed, reason } = authorize(user, info);
    if (!isAllowed) throw forbiddenAnswer(user, info, reason);
  };
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  if (account) check({ resource: 'serviceaccounts', namespace: account[1] ?? '', name: account[2] ?? '' });
  else check({ resource: 'users', name });
  for (const group of groups) check({ resource: 'groups', name: group });
  for (const [key, values] of Object.entries(extra)) {
    for (const value of values) {
      check({ group: 'authentication.k8s.io', resource: 'userextras', subresource: key, name: value });
    }
  }
  if (uid !== '') check({ group: 'authentication.k8s.io', resource: 'uids', name: uid });
  return {
    username: name,
    ...(uid !== '' && { uid }),
    groups: withImplied(name, groups.length === 0 && account ? accountGroups(account[1] ?? '') : groups),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

/** As Go's `%#v` prints it. */
function goUser({ uid, groups, extra }: Pick<User, 'uid' | 'groups' | 'extra'>): string {
  const list = (items: readonly string[]): string => `[]string{${items.map(goQuote).join(', ')}}`;
  const entries = Object.entries(extra ?? {}).map(([key, values]) => `${goQuote(key)}:${list(values)}`);
  const map = entries.length === 0 ? '(nil)' : `{${entries.join(', ')}}`;
  const shown = groups.length === 0 ? '[]string(nil)' : list(groups);
  return `&user.DefaultInfo{Name:"", UID:${goQuote(uid ?? '')}, Groups:${shown}, Extra:map[string][]string${map}}`;
}

/** The groups of every service account (apiserver pkg/authentication/serviceaccount/util.go@1.36). */
export function accountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

const IMPERSONATION: ResourceRequest = {
  isResource: true,
  verb: 'impersonate' as ResourceRequest['verb'],
  group: '',
  version: '',
  resource: '',
  namespace: '',
  name: '',
  subresource: '',
  rest: '',
};

function withImplied(name: string, groups: readonly string[]): readonly string[] {
  const isAnonymous = name === 'system:anonymous';
  const implied = isAnonymous ? 'system:unauthenticated' : 'system:authenticated';
  const isSaid = groups.includes(implied) || (!isAnonymous && groups.includes('system:unauthenticated'));
  return isSaid ? groups : [...groups, implied];
}

/** Headers that came several times are joined by the HTTP server. */
function listOf(header: string | undefined): readonly string[] {
  return header === undefined || header === '' ? [] : header.split(', ');
}

const EXTRA = 'impersonate-extra-';

function extraOf(headers: ApiRequest['headers']): Readonly<Record<string, readonly string[]>> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(EXTRA));
  return Object.fromEntries(found.map(([name, values]) => [decoded(name.slice(EXTRA.length)), listOf(values)]));
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
