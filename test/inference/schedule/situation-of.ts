import { type EndpointState, NO_PREFIX, type Situation, seededRandom } from '@outrigger/inference';

/** A server of a table: what its metrics say, what is on its way there, its labels. */
export interface Server {
  readonly waiting?: number;
  readonly running?: number;
  readonly kv?: number;
  readonly active?: readonly string[];
  readonly loading?: readonly string[];
  readonly most?: number;
  readonly requests?: number;
  readonly prefillTokens?: number;
  /** Tokens of the prompt that it holds. */
  readonly cached?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A request of a table. */
export interface Asked {
  readonly target?: string;
  readonly priority?: number;
  readonly promptTokens?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The situation that a row of a table describes; blocks have one token, so that tokens are blocks. */
export function situationOf(servers: readonly Server[], asked: Asked = {}, seed = 1): Situation {
  const { target = 'm', priority = 0, promptTokens = 100, headers = {} } = asked;
  return {
    request: {
      id: 'r',
      model: target,
      target,
      priority,
      tenant: '',
      promptTokens,
      maxTokens: undefined,
      headers: new Map(Object.entries(headers)),
      prefix: promptTokens === 0 ? NO_PREFIX : { words: new Int32Array(0), blocks: promptTokens, blockTokens: 1 },
    },
    candidates: servers.map(stateOf),
    cached: servers.map(({ cached = 0 }) => cached),
    random: seededRandom(seed),
    now: 0,
  };
}

function stateOf(server: Server, place: number): EndpointState {
  const { waiting = 0, running = 0, kv = 0, active = [], loading = [], most = 0, labels = {} } = server;
  const { requests = 0, prefillTokens = 0 } = server;
  return {
    endpoint: { address: `10.0.0.${place}:8000`, rank: 0, pod: { namespace: 'ns', name: `pod${place}`, labels } },
    measured: {
      at: 0,
      waiting,
      running,
      kvUsage: kv,
      kvTokens: 100_000,
      adapters: { running: active, waiting: loading, max: most },
    },
    inFlight: { requests, unseen: 0, prefillTokens, tokens: prefillTokens },
  };
}
