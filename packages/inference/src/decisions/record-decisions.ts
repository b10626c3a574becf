import type { GuardedSituation } from '../eject/ejected-endpoint.ts';
import type { InferenceRequest } from '../inference-request.ts';
import type { Policy, Reason, Situation } from '../schedule/policy.ts';
import { SESSION_HEADER } from '../schedule/scorers/session-scorer.ts';
import { seededRandom } from '../schedule/seeded-random.ts';
import type { DecidedRequest, DecisionLine } from './decision.ts';

/** What recording needs. */
export interface RecordingWorld {
  readonly write: (line: DecisionLine) => void;
  /** ms since 1970. */
  readonly wallClock: () => number;
  /** Records one choice of so many; 1, all, when it is left out. */
  readonly oneOf?: number;
}

/**
 * The same policy, with its choices recorded. Each recorded choice has random numbers of its own, from a seed that is drawn and
 * written down, so that it can be made again without those before it.
 */
export function recordDecisions(policy: Policy, world: RecordingWorld): Policy {
  return createRecorder(world)(policy);
}

/** The same for policies that follow one another: their choices are numbered as those of one. */
export function createRecorder({ write, wallClock, oneOf = 1 }: RecordingWorld): (policy: Policy) => Policy {
  let asked = 0;
  let number = 0;
  const recorded = new WeakMap<Situation, number>();
  return (policy) => ({
    ...policy,
    choose(situation: GuardedSituation) {
      if (asked++ % oneOf !== 0) return policy.choose(situation);
      const seed = Math.floor(situation.random() * 2 ** 32);
      const reasons: Reason[] = [];
      const learned = policy.memory?.learned();
      const leftOut = situation.leftOut?.();
      const choice = policy.choose({
        ...situation,
        random: seededRandom(seed),
        tell: (reason) => reasons.push(reason),
      });
      recorded.set(situation, ++number);
      write({
        v: 1,
        number,
        at: new Date(wallClock()).toISOString(),
        policy: policy.name,
        seed,
        now: situation.now,
        ...(learned && { learned }),
        request: decidedRequest(situation.request),
        // Copies: the book's states are the same objects throughout, and a line may be written later.
        candidates: situation.candidates.map((state, place) => ({
          endpoint: state.endpoint,
          measured: state.measured,
          inFlight: { ...state.inFlight },
          cached: situation.cached[place] ?? 0,
        })),
        ...(leftOut && { leftOut }),
        reasons,
        choice,
      });
      return choice;
    },
    watch(situation, place) {
      const learn = policy.watch?.(situation, place);
      const decided = recorded.get(situation);
      return (tookMs) => {
        if (decided !== undefined) write({ v: 1, answered: decided, tookMs });
        learn?.(tookMs);
      };
    },
  });
}

function decidedRequest(request: InferenceRequest): DecidedRequest {
  const { id, model, target, priority, tenant, promptTokens, maxTokens, prefix } = request;
  const headers = STEERING.flatMap((name) => {
    const value = request.headers?.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...{ id, model, target, priority, tenant, promptTokens },
    ...(maxTokens !== undefined && { maxTokens }),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    blocks: prefix.blocks,
    blockTokens: prefix.blockTokens,
  };
}

/** Others may hold secrets. */
const STEERING = [SESSION_HEADER, 'x-llm-d-slo-ttft-ms', 'x-llm-d-slo-tpot-ms', 'x-slo-ttft-ms', 'x-slo-tpot-ms'];
