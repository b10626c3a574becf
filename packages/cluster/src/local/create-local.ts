import { createAct } from './act/act.ts';
import { createTokenIssuer } from './act/token-issuer.ts';
import { admissionChain } from './admission/chain.ts';
import { keepUsage } from './admission/quota/keep-usage.ts';
import { createAuthenticator } from './authentication/authenticator.ts';
import type { StructuredAuthentication } from './authentication/structured/structured-authentication.ts';
import { aggregateRoles } from './authorization/aggregate-roles.ts';
import { createAuthorizer } from './authorization/authorizer.ts';
import { noEscalation } from './authorization/no-escalation.ts';
import { bootstrap } from './bootstrap/bootstrap.ts';
import { createConnect } from './connect/connect.ts';
import type { NodeConnection } from './connect/node-connection.ts';
import { usageResources } from './connect/usage-resources.ts';
import { customResourceDefinitions } from './custom/definition/custom-resource-definitions.ts';
import { establishDefinitions } from './custom/establish-definitions.ts';
import { tokenInPath } from './http/token-in-path.ts';
import { idleDelay } from './idle-delay.ts';
import { createMisbehaving } from './misbehave/misbehaving.ts';
import { createOther } from './other/answer-other.ts';
import { measured } from './other/measured.ts';
import { createMetrics } from './other/metrics.ts';
import { builtinResources } from './resource/builtin.ts';
import { createRegistry } from './resource/registry.ts';
import { createServer, type LocalServer } from './server.ts';
import { expiringStore } from './store/expiring-store.ts';
import { createMemoryStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';
import { validatingPolicies } from './webhook/validating-policies.ts';
import { webhooks } from './webhook/webhooks.ts';
import { readingProtobuf } from './wire/from-protobuf.ts';

/** What a small API server may be told. */
export interface LocalOptions {
  /** Whoever shows it is `admin` in `system:masters`. */
  readonly token?: string;
  /** People who sign in elsewhere; see `followConfiguration`. */
  readonly authentication?: StructuredAuthentication;
  /** With what tokens of service accounts are signed: a private key of P-256 as PEM, so that they hold after a restart; else a new one. */
  readonly signingKey?: string;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** Ends early, without an error, when the signal does. */
  readonly delay?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Where the objects are; otherwise in memory. Closed with the server. */
  readonly store?: Store;
  /** How long Events are kept after they were written last; an hour as upstream's `--event-ttl` when it is left out. */
  readonly eventSeconds?: number;
  /** The kubelets that can be reached, by the names of their nodes; asked each time. */
  readonly nodes?: (name: string) => NodeConnection | undefined;
}

/** Makes a small API server; see `serveHttp` for a way to reach it from outside the process. */
export function createLocal({
  token,
  authentication,
  signingKey,
  now = () => new Date(),
  random = Math.random,
  delay = idleDelay,
  store: given = createMemoryStore(),
  eventSeconds = 3600,
  nodes,
}: LocalOptions = {}): LocalServer {
  const store = expiringStore(given, { seconds: { events: eventSeconds }, now, delay });
  const closing = new AbortController();
  const registry = createRegistry([
    ...builtinResources,
    customResourceDefinitions,
    ...(nodes === undefined ? [] : usageResources),
  ]);
  const metrics = createMetrics({ store, registry, now });
  bootstrap(store, registry.all(), now());
  keepUsage({ store, registry, now });
  const tokens = createTokenIssuer(signingKey);
  const authorizer = createAuthorizer(store);
  aggregateRoles(store, closing.signal);
  const server = createServer({
    store,
    registry,
    now,
    random,
    delay,
    misbehaving: createMisbehaving({ store, random, delay }),
    closing: closing.signal,
    close() {
      closing.abort();
      store.close();
    },
    authenticate: createAuthenticator({ token, tokens, store, now, structured: authentication }),
    authorizer,
    answerOther: createOther({ registry, metrics, checks: [{ name: 'ping', isRight: () => true }] }),
    act: createAct({ tokens, connect: createConnect(nodes ?? (() => undefined)) }),
    admit: admissionChain([noEscalation(authorizer), webhooks, validatingPolicies(registry)]),
  });
  establishDefinitions({ store, registry, now, answer: server.answer, closing: closing.signal });
  return tokenInPath(measured(readingProtobuf(server), metrics));
}
