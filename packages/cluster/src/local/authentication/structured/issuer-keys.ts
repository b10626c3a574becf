import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { Agent, fetch as fetchOver } from 'undici';
import type { Issuer } from './configuration.ts';

/** The keys of an issuer, read where it says they are; jose keeps them, and asks again for one that it does not know. */
export function issuerKeys(issuer: Issuer, now: () => Date): () => Promise<JWTVerifyGetKey> {
  const get = fetcher(issuer.certificateAuthority);
  let found: Promise<JWTVerifyGetKey> | undefined;
  let failedAt: number | undefined;
  return () => {
    // An issuer that could not be reached is not asked with every token.
    if (failedAt !== undefined && now().getTime() - failedAt > COOLDOWN) found = undefined;
    found ??= discover(issuer, get).then(
      (keys) => {
        failedAt = undefined;
        return keys;
      },
      (error: unknown) => {
        failedAt = now().getTime();
        throw error;
      },
    );
    return found;
  };
}

const COOLDOWN = 10_000;

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

async function discover({ url = '', discoveryURL }: Issuer, get: Fetch): Promise<JWTVerifyGetKey> {
  const where = discoveryURL || `${url.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await get(where, { redirect: 'follow' });
  if (!response.ok)
    throw new Error(`${response.status} ${response.statusText}: ${(await response.text()).slice(0, 200)}`);
  const { issuer, jwks_uri: keys } = (await response.json()) as {
    readonly issuer?: string;
    readonly jwks_uri?: string;
  };
  if (issuer !== url) {
    throw new Error(
      `oidc: issuer URL provided to client (${JSON.stringify(url)}) did not match the issuer URL returned by provider (${JSON.stringify(issuer ?? '')})`,
    );
  }
  if (!keys) throw new Error('provider did not return JWKS URL');
  return createRemoteJWKSet(new URL(keys), {
    cooldownDuration: COOLDOWN,
    [customFetch]: (at, options) => get(String(at), options as RequestInit),
  });
}

function fetcher(authority: string | undefined): Fetch {
  if (!authority) return (url, options) => fetch(url, options);
  const dispatcher = new Agent({ connect: { ca: authority } });
  return async (url, options) => {
    const response = await fetchOver(url, { ...(options as object), dispatcher });
    return response as unknown as Response;
  };
}
