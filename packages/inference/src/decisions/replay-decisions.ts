import type { Choice, Policy } from '../schedule/policy.ts';
import type { Decision, DecisionLine } from './decision.ts';
import { situationOfDecision } from './situation-of-decision.ts';

/** What another policy would have made of recorded situations. */
export interface Replay {
  readonly policy: string;
  readonly decisions: number;
  readonly changes: readonly Change[];
  /** Choices that went to each endpoint, recorded and replayed; by address. */
  readonly byEndpoint: ReadonlyMap<string, Pair>;
  readonly refused: Pair;
  /** Prompt tokens to compute, for nobody was thought to hold them where the request went. */
  readonly uncachedTokens: Pair;
}

/** A number as it was recorded, and as the replay has it. */
export interface Pair {
  readonly recorded: number;
  readonly replayed: number;
}

/** A request that would have gone elsewhere. */
export interface Change {
  readonly decision: Decision;
  /** An address, or why the request was refused. */
  readonly recorded: string;
  readonly replayed: string;
}

/**
 * Plays recorded situations against a policy: each as it was, with its seed, so that the policy that was recorded chooses the
 * same again. What a changed choice would have changed later is not followed: the simulator does that.
 *
 * A policy that learns takes what was learned from the log where it is its own; else it learns from the recorded answers.
 */
export function replayDecisions(lines: Iterable<DecisionLine>, policy: Policy): Replay {
  const byEndpoint = new Map<string, { recorded: number; replayed: number }>();
  const refused = { recorded: 0, replayed: 0 };
  const uncachedTokens = { recorded: 0, replayed: 0 };
  const changes: Change[] = [];
  const learning = new Map<number, (tookMs: number) => void>();
  let decisions = 0;
  const count = (decision: Decision, choice: Choice, side: keyof Pair) => {
    if ('refused' in choice) {
      refused[side]++;
      return;
    }
    const to = decision.candidates[choice.chosen[0] as number] as Decision['candidates'][number];
    const { address } = to.endpoint;
    const pair = byEndpoint.get(address) ?? { recorded: 0, replayed: 0 };
    pair[side]++;
    byEndpoint.set(address, pair);
    uncachedTokens[side] += Math.max(0, decision.request.promptTokens - to.cached);
  };
  for (const line of lines) {
    if ('answered' in line) {
      learning.get(line.answered)?.(line.tookMs);
      learning.delete(line.answered);
      continue;
    }
    decisions++;
    const situation = situationOfDecision(line);
    const isOwn = line.policy === policy.name;
    if (isOwn && line.learned) policy.memory?.recall(line.learned);
    const choice = policy.choose(situation);
    count(line, line.choice, 'recorded');
    count(line, choice, 'replayed');
    if (wordOf(line, choice) !== wordOf(line, line.choice))
      changes.push({ decision: line, recorded: wordOf(line, line.choice), replayed: wordOf(line, choice) });
    if (!isOwn && policy.watch && 'chosen' in line.choice) {
      learning.set(line.number, policy.watch(situation, line.choice.chosen[0] as number));
      // Requests that are never answered must not pile up.
      if (learning.size > MOST_OPEN) learning.delete(learning.keys().next().value as number);
    }
  }
  return { policy: policy.name, decisions, changes, byEndpoint, refused, uncachedTokens };
}

function wordOf({ candidates }: Decision, choice: Choice): string {
  if ('refused' in choice) return `refused: ${choice.refused}`;
  return (candidates[choice.chosen[0] as number] as Decision['candidates'][number]).endpoint.address;
}

const MOST_OPEN = 10_000;
