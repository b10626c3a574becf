import type { User } from '../request/api-request.ts';
import type { Store } from '../store/store.ts';
import type { TokenIssuer } from './token-issuer.ts';

interface Named {
  readonly name?: string;
  readonly uid?: string;
}

interface Bound {
  readonly namespace?: string;
  readonly serviceaccount?: Named;
  readonly pod?: Named;
  readonly secret?: Named;
  readonly node?: Named;
}

/**
 * Who comes with a token of a service account: the account, as long as it and what the token is bound to are there
 * (pkg/serviceaccount/claims.go Validate@1.36). Undefined for any other token.
 */
export function accountUser(
  token: string,
  { tokens, store, now }: { readonly tokens: TokenIssuer; readonly store: Store; readonly now: () => Date },
): User | undefined {
  const claims = tokens.read(token, now());
  const { namespace = '', serviceaccount, ...bound } = (claims?.['kubernetes.io'] ?? {}) as Bound;
  if (claims === undefined || !serviceaccount) return undefined;
  const isThere = (bucket: string, { name = '', uid }: Named, isNamespaced = true) =>
    store.get(bucket, isNamespaced ? `${namespace}/${name}` : name)?.metadata?.uid === uid;
  const isValid =
    isThere('serviceaccounts', serviceaccount) &&
    (bound.pod === undefined || isThere('pods', bound.pod)) &&
    (bound.secret === undefined || isThere('secrets', bound.secret)) &&
    (bound.node === undefined || isThere('nodes', bound.node, false));
  if (!isValid) return undefined;
  return {
    username: claims.sub,
    ...(serviceaccount.uid !== undefined && { uid: serviceaccount.uid }),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: {
      'authentication.kubernetes.io/credential-id': [`JTI=${String(claims.jti)}`],
      ...(bound.pod && {
        'authentication.kubernetes.io/pod-name': [bound.pod.name ?? ''],
        'authentication.kubernetes.io/pod-uid': [bound.pod.uid ?? ''],
      }),
    },
  };
}
