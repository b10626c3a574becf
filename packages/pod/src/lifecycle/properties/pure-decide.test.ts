import { describe } from 'vitest';
import { type PlayOptions, play } from '../../simulate/play.ts';
import type { Case } from '../../simulate/testing/arbitrary-scenario.ts';
import { expectSame } from '../../simulate/testing/expect-same.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { decide } from '../decide.ts';

describe('decide', () => {
  forAnyCase('changes nothing that it was given, and plays the same life as decideInPlace', (the) => {
    const pure = playWith(the, (pod, state, moment, kubelet) =>
      decide(deepFreeze(pod), deepFreeze(state), deepFreeze(moment), kubelet),
    );
    expectSame(pure, play(the.scenario, the.kubelet), 'the two lives differ');
  });

  forAnyCase('gives the same decision for the same input', (the) => {
    playWith(the, (pod, state, moment, kubelet) => {
      const decision = decide(pod, state, moment, kubelet);
      expectSame(decide(pod, state, moment, kubelet), decision, `two decisions at ${moment.now} ms differ`);
      return decision;
    });
  });

  forAnyCase('decides nothing more when it is asked again and nothing has happened', (the) => {
    playWith(the, (pod, state, moment, kubelet) => {
      const decision = decide(pod, state, moment, kubelet);
      const again = decide(pod, decision.state, { now: moment.now }, kubelet);
      expectSame(again, { ...decision, actions: [], events: [] }, `asked again at ${moment.now} ms it adds something`);
      return decision;
    });
  });
});

function playWith({ scenario, kubelet }: Case, decide: NonNullable<PlayOptions['decide']>): Timeline {
  return play(scenario, kubelet, { decide });
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
