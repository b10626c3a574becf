import { createPrivateKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/** Gives out tokens of service accounts, and knows them again. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly issue: (claims: Claims) => string;
  /** The claims of a token that this issuer has given out and that still holds; undefined for any other. */
  readonly read: (token: string, now: Date) => Claims | undefined;
}

/** What a token says (pkg/serviceaccount/claims.go@1.36). */
export interface Claims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly nbf: number;
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** Who signs tokens of service accounts, and whom they are for unless they say so. */
export const ISSUER = 'https://kubernetes.default.svc';

/**
 * An issuer with the key it is given, as PEM, or with one of its own, made when it is first needed: ES256, as an elliptic key costs
 * no time to make.
 */
export function createTokenIssuer(signingKey?: string): TokenIssuer {
  let made = signingKey === undefined ? undefined : createPrivateKey(signingKey);
  const key = (): KeyObject => {
    made ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    return made;
  };
  return {
    issuer: ISSUER,
    issue(claims) {
      const text = `${encode({ alg: 'ES256', kid: KEY_ID })}.${encode({ ...claims, iss: ISSUER })}`;
      const signature = sign('sha256', Buffer.from(text), { key: key(), dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
    read(token, now) {
      const [head = '', body = '', signature = '', ...more] = token.split('.');
      if (made === undefined || signature === '' || more.length > 0) return undefined;
      const data = Buffer.from(`${head}.${body}`);
      const isOwn = verify(
        'sha256',
        data,
        { key: made, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
      if (!isOwn) return undefined;
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
      return claims.exp * 1000 > now.getTime() ? claims : undefined;
    },
  };
}

const KEY_ID = 'outrigger';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
