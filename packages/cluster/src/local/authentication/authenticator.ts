import type { TokenIssuer } from '../act/token-issuer.ts';
import type { ApiRequest, User } from '../request/api-request.ts';
import type { Store } from '../store/store.ts';
import { serviceAccountUser } from './service-account-user.ts';
import type { StructuredAuthentication } from './structured/structured-authentication.ts';

/** What it takes to know who asks. */
export interface Authenticating {
  /** Whoever shows it is `admin`. */
  readonly token: string | undefined;
  readonly tokens: TokenIssuer;
  readonly store: Store;
  readonly now: () => Date;
  /** People who sign in elsewhere. */
  readonly structured: StructuredAuthentication | undefined;
}

/** Says who asks, by the token that he shows; undefined for one that nobody knows (apiserver pkg/authentication/request/union@1.36). */
export function createAuthenticator({
  token,
  tokens,
  store,
  now,
  structured,
}: Authenticating): (request: ApiRequest) => Promise<User | undefined> {
  const admin: User = {
    username: 'admin',
    uid: 'admin',
    groups: ['system:masters', 'system:authenticated'],
  };
  return async ({ headers, path }) => {
    const shown = bearer(headers.authorization);
    if (shown === undefined) return structured?.allowsAnonymous(path) === false ? undefined : ANONYMOUS;
    if (token !== undefined && shown === token) return admin;
    return serviceAccountUser(shown, { tokens, store, now: now() }) ?? (await structured?.userOf(shown));
  };
}

const ANONYMOUS: User = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** A token of RFC 6750; any other kind of authorization is none (apiserver pkg/authentication/request/bearertoken@1.36). */
function bearer(authorization: string | undefined): string | undefined {
  const [kind = '', token = ''] = (authorization ?? '').trim().split(' ');
  return kind.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}
