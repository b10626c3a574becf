import type { TokenIssuer } from '../act/token-issuer.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { User } from '../request/api-request.ts';
import type { Store } from '../store/store.ts';
import { accountGroups } from './impersonated.ts';

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
export function serviceAccountUser(
  token: string,
  { tokens, store, now }: { readonly tokens: TokenIssuer; readonly store: Store; readonly now: Date },
): User | undefined {
  const claims = tokens.read(token, now);
  if (claims === undefined || !claims.aud.includes(tokens.issuer)) return undefined;
  const { namespace = '', serviceaccount, pod, secret, node } = (claims['kubernetes.io'] ?? {}) as Bound;
  const isThere = (bucket: string, thing: Named | undefined): boolean => {
    if (thing === undefined) return true;
    return isLiving(store.get(bucket, `${namespace}/${thing.name}`), thing.uid, now);
  };
  const isWhole = isThere('pods', pod) && isThere('secrets', secret);
  if (!serviceaccount || !isThere('serviceaccounts', serviceaccount) || !isWhole) return undefined;
  const extra = {
    ...(typeof claims.jti === 'string' && { 'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`] }),
    ...(node?.name && { 'authentication.kubernetes.io/node-name': [node.name] }),
    ...(node?.uid && { 'authentication.kubernetes.io/node-uid': [node.uid] }),
    ...(pod?.name && { 'authentication.kubernetes.io/pod-name': [pod.name] }),
    ...(pod?.uid && { 'authentication.kubernetes.io/pod-uid': [pod.uid] }),
  };
  return {
    username: claims.sub,
    ...(serviceaccount.uid && { uid: serviceaccount.uid }),
    groups: [...accountGroups(namespace), 'system:authenticated'],
    extra,
  };
}

/** Tokens of what is being deleted hold for a minute more. */
function isLiving(object: ApiObject | undefined, uid: string | undefined, now: Date): boolean {
  const { uid: own, deletionTimestamp } = object?.metadata ?? {};
  if (object === undefined || own !== uid) return false;
  return deletionTimestamp === undefined || now.getTime() < new Date(deletionTimestamp).getTime() + 60_000;
}
