import { randomUUID } from 'node:crypto';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { badRequest, conflict, invalid, notFound } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { keyOf } from '../read/stored-object.ts';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import { at, collectErrors } from '../resource/rules/collect-errors.ts';
import type { Call } from '../world.ts';
import { readQuestion } from './read-question.ts';
import type { Claims, TokenIssuer } from './token-issuer.ts';

interface Reference {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly uid?: string;
}

interface TokenSpec {
  readonly audiences?: readonly string[];
  readonly expirationSeconds?: number;
  readonly boundObjectRef?: Reference | null;
}

/** Gives out a token for a service account (TokenREST in pkg/registry/core/serviceaccount/storage@1.36). */
export function requestToken(call: Call, tokens: TokenIssuer): ApiAnswer {
  const { info, world, resource } = call;
  const request = readQuestion(call, 'TokenRequest');
  checkPlace(call, request);
  const account = world.store.get(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (account === undefined) throw notFound(resource, info.name);
  const spec = withDefaults((request.spec ?? {}) as TokenSpec, tokens.issuer);
  checkSeconds(spec.expirationSeconds);
  const bound = spec.boundObjectRef ? boundObject(call, spec.boundObjectRef) : undefined;
  const now = world.now();
  const seconds = Math.floor(now.getTime() / 1000);
  const { uid, name } = account.metadata ?? {};
  const claims: Claims = {
    aud: spec.audiences,
    exp: seconds + spec.expirationSeconds,
    iat: seconds,
    jti: randomUUID(),
    'kubernetes.io': { namespace: info.namespace, ...bound, serviceaccount: { name, uid } },
    nbf: seconds,
    sub: `system:serviceaccount:${info.namespace}:${info.name}`,
  };
  const time = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
  return jsonAnswer(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace: info.namespace, uid, creationTimestamp: time(now) },
    spec,
    status: {
      token: tokens.issue(claims),
      expirationTimestamp: time(new Date((seconds + spec.expirationSeconds) * 1000)),
    },
  });
}

function checkPlace({ info }: Call, request: ApiObject): void {
  const { name = '', namespace = '' } = request.metadata ?? {};
  for (const [field, given, here] of [
    ['name', name, info.name],
    ['namespace', namespace, info.namespace],
  ] as const) {
    if (given === '' || given === here) continue;
    const errors = collectErrors((scope) => {
      scope.errors.invalid(at('metadata', field), given, `must match the service account ${field} if specified`);
    });
    throw invalid('TokenRequest.authentication.k8s.io', info.name, errors);
  }
}

function withDefaults({ audiences = [], expirationSeconds = 3600, boundObjectRef = null }: TokenSpec, issuer: string) {
  return { audiences: audiences.length > 0 ? audiences : [issuer], expirationSeconds, boundObjectRef };
}

/** ValidateTokenRequest in pkg/apis/authentication/validation@1.36. */
function checkSeconds(seconds: number): void {
  const errors = collectErrors(({ errors: found }) => {
    const path = at('spec', 'expirationSeconds');
    if (seconds < 600) found.invalid(path, seconds, 'may not specify a duration less than 10 minutes');
    if (seconds > 2 ** 32) found.invalid(path, seconds, 'may not specify a duration larger than 2^32 seconds');
  });
  if (errors.length > 0) throw invalid('TokenRequest.authentication.k8s.io', '', errors);
}

const BUCKETS: Readonly<Record<string, string>> = { Pod: 'pods', Secret: 'secrets', Node: 'nodes' };

/** What a token lasts no longer than. */
function boundObject(
  { info, world }: Call,
  { kind = '', name = '', uid }: Reference,
): Readonly<Record<string, unknown>> {
  const bucket = BUCKETS[kind];
  if (bucket === undefined) throw badRequest(`cannot bind token to object of type /v1, Kind=${kind}`);
  const found = world.store.get(bucket, kind === 'Node' ? name : `${info.namespace}/${name}`);
  if (found === undefined) throw notFound({ group: '', plural: bucket }, name);
  if (kind === 'Pod' && specOf(found).serviceAccountName !== info.name) {
    throw badRequest(
      `cannot bind token for serviceaccount "${info.name}" to pod running with different serviceaccount name.`,
    );
  }
  if (uid && uid !== found.metadata?.uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict({ group: '', plural: kind }, name, why);
  }
  return { [kind.toLowerCase()]: { name, uid: found.metadata?.uid } };
}
