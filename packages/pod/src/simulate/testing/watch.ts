import { type Decision, decideInPlace } from '../../lifecycle/decide.ts';
import type { Fact } from '../../lifecycle/facts.ts';
import type { Pod } from '../../model/pod.ts';
import { play } from '../play.ts';
import type { Timeline } from '../timeline.ts';
import type { Case } from './arbitrary-scenario.ts';

/** One turn of a play. The decision's state is the engine's own and changes with the next turn. */
export interface WatchedTurn {
  readonly pod: Pod;
  readonly now: number;
  readonly facts: readonly Fact[];
  readonly decision: Decision;
}

/** Plays a case and shows every turn. */
export function playWatched({ scenario, kubelet }: Case, see: (turn: WatchedTurn) => void): Timeline {
  return play(scenario, kubelet, {
    decide: (pod, state, moment, by) => {
      const decision = decideInPlace(pod, state, moment, by);
      see({ pod, now: moment.now, facts: moment.facts ?? [], decision });
      return decision;
    },
  });
}
