import { jwtVerify } from 'jose';
import { readExpression } from '../../cel/expression.ts';
import type { User } from '../../request/api-request.ts';
import type { ClaimMapping, JwtIssuer } from './configuration.ts';
import { claimsEnvironment, userEnvironment } from './environments.ts';
import { issuerKeys } from './issuer-keys.ts';

/** A user, why a token is refused, or nothing for a token of another issuer. */
export type Signed = { readonly user: User } | { readonly refused: string } | undefined;

/** Knows people by the tokens of an issuer (apiserver plugin/pkg/authenticator/token/oidc/oidc.go@1.36). */
export function jwtAuthenticator(jwt: JwtIssuer, now: () => Date): (token: string) => Promise<Signed> {
  const { issuer = {} } = jwt;
  const keys = issuerKeys(issuer, now);
  return async (token) => {
    if (unverifiedIssuer(token) !== issuer.url) return undefined;
    try {
      return { user: userOf(jwt, await verified(token)) };
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  };

  async function verified(token: string): Promise<Claims> {
    const { audiences = [], url = '' } = issuer;
    try {
      const { payload } = await jwtVerify(token, await keys(), {
        issuer: url,
        algorithms: ALGORITHMS,
        currentDate: now(),
        requiredClaims: ['exp'],
      });
      const given = typeof payload.aud === 'string' ? [payload.aud] : (payload.aud ?? []);
      if (!given.some((audience) => audiences.includes(audience))) {
        throw new Error(`oidc: expected audience in ${list([...audiences].sort())} got ${list(given)}`);
      }
      return payload;
    } catch (error) {
      throw new Error(`oidc: verify token: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Everything that is signed by a key, and nothing that is signed by a password (AllValidSigningAlgorithms@1.36). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'EdDSA'];

type Claims = Readonly<Record<string, unknown>>;

function list(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(' ')}]`;
}

function unverifiedIssuer(token: string): string | undefined {
  const [, body, , ...more] = token.split('.');
  if (body === undefined || more.length > 0) return undefined;
  try {
    return (JSON.parse(Buffer.from(body, 'base64url').toString()) as { readonly iss?: string }).iss;
  } catch {
    return undefined;
  }
}

function userOf(
  { claimMappings = {}, claimValidationRules = [], userValidationRules = [] }: JwtIssuer,
  claims: Claims,
): User {
  const { username = {}, groups = {}, uid = {}, extra = [] } = claimMappings;
  const name = nameOf(username, claims);
  const mapped = groupsOf(groups, claims);
  const id = uidOf(uid, claims);
  const more = extra.flatMap(({ key = '', valueExpression = '' }): [string, readonly string[]][] => {
    const values = texts(
      evaluated(valueExpression, claims, `extra claim expression: ${valueExpression}`),
      'extra claim',
    );
    return values.length === 0 ? [] : [[key, values]];
  });
  for (const { claim = '', requiredValue = '' } of claimValidationRules) {
    if (claim === '') continue;
    if (!Object.hasOwn(claims, claim)) throw new Error(`oidc: required claim ${claim} not present in ID token`);
    if (claims[claim] !== requiredValue) {
      throw new Error(
        `oidc: required claim ${claim} value does not match. Got = ${String(claims[claim])}, want = ${requiredValue}`,
      );
    }
  }
  for (const { expression = '', message = '' } of claimValidationRules) {
    if (expression === '') continue;
    const holds = evaluated(expression, claims, 'claim validation expression');
    if (holds !== true) throw broken('claim validation expression', expression, message);
  }
  const jti = typeof claims.jti === 'string' && claims.jti !== '' ? [[CREDENTIAL, [`JTI=${claims.jti}`]] as const] : [];
  const all = Object.fromEntries([...jti, ...more]);
  const user: User = {
    username: name,
    ...(id && { uid: id }),
    groups: mapped,
    ...(Object.keys(all).length > 0 && { extra: all }),
  };
  for (const { expression = '', message = '' } of userValidationRules) {
    const shown = { username: name, uid: id, groups: [...mapped], extra: all };
    const outcome = run(expression, userEnvironment(), { user: shown }, 'user info validation rule');
    if (outcome !== true) throw broken('user info validation rule', expression, message);
  }
  const isKnown = mapped.includes('system:authenticated') || mapped.includes('system:unauthenticated');
  return isKnown ? user : { ...user, groups: [...mapped, 'system:authenticated'] };
}

const CREDENTIAL = 'authentication.kubernetes.io/credential-id';

function broken(what: string, expression: string, message: string): Error {
  return new Error(`oidc: error evaluating ${what}: validation expression '${expression}' failed: ${message}`);
}

function nameOf({ claim = '', prefix = '', expression = '' }: ClaimMapping, claims: Claims): string {
  if (expression !== '') {
    const what = 'username claim expression';
    const value = evaluated(expression, claims, what);
    if (typeof value !== 'string') throw new Error(`oidc: error evaluating ${what}: ${what} must return a string`);
    if (value === '') throw new Error('oidc: empty username via CEL expression is not allowed');
    return value;
  }
  const value = claims[claim];
  if (typeof value !== 'string') {
    const why =
      value === undefined ? 'claim not present' : `json: cannot unmarshal ${typeof value} into Go value of type string`;
    throw new Error(`oidc: parse username claims ${JSON.stringify(claim)}: ${why}`);
  }
  if (claim === 'email' && claims.email_verified !== undefined && claims.email_verified !== true) {
    throw new Error('oidc: email not verified');
  }
  return prefix + value;
}

function groupsOf({ claim = '', prefix = '', expression = '' }: ClaimMapping, claims: Claims): readonly string[] {
  if (claim !== '') {
    const value = claims[claim];
    if (value === undefined) return [];
    const groups = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(groups) || !groups.every((group) => typeof group === 'string')) {
      throw new Error(
        `oidc: parse groups claim ${JSON.stringify(claim)}: json: cannot unmarshal value into Go value of type []string`,
      );
    }
    return groups.map((group) => prefix + group);
  }
  return expression === '' ? [] : texts(evaluated(expression, claims, 'group claim expression'), 'group claim');
}

function uidOf({ claim = '', expression = '' }: ClaimMapping, claims: Claims): string {
  if (claim !== '') {
    const value = claims[claim];
    if (typeof value === 'string') return value;
    throw new Error(`oidc: parse uid claim ${JSON.stringify(claim)}: claim not present`);
  }
  if (expression === '') return '';
  const value = evaluated(expression, claims, 'uid claim expression');
  if (typeof value === 'string') return value;
  throw new Error('oidc: error evaluating uid claim expression: uid claim expression must return a string');
}

/** A text or a list of texts; empty ones do not count (convertCELValueToStringList@1.36). */
function texts(value: unknown, what: string): readonly string[] {
  if (value === null) return [];
  const items = Array.isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === 'string')) {
    throw new Error(`oidc: error evaluating ${what} expression: expression must return a string or a list of strings`);
  }
  return items.filter((item) => item !== '');
}

function evaluated(expression: string, claims: Claims, what: string): unknown {
  return run(expression, claimsEnvironment(), { claims }, what);
}

function run(
  expression: string,
  environment: ReturnType<typeof claimsEnvironment>,
  variables: Readonly<Record<string, unknown>>,
  what: string,
): unknown {
  const read = readExpression(expression, environment);
  const outcome = 'problem' in read ? { failure: read.problem } : read.run(variables);
  if ('failure' in outcome) throw new Error(`oidc: error evaluating ${what}: ${outcome.failure}`);
  return outcome.value;
}
