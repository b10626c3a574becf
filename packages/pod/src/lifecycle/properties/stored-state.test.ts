import { isDeepStrictEqual } from 'node:util';
import { describe } from 'vitest';
import { play } from '../../simulate/play.ts';
import type { Case } from '../../simulate/testing/arbitrary-scenario.ts';
import { expectSame } from '../../simulate/testing/expect-same.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { decideInPlace } from '../decide.ts';
import type { LiveState } from '../state.ts';

describe('the state', () => {
  forAnyCase('can be cloned between any two turns', (the) => {
    expectSame(
      playStored(the, structuredClone),
      playStored(the, (state) => state),
      'the cloned life differs',
    );
  });

  forAnyCase(
    'can be written as JSON between any two turns, once Infinity and NaN are spelt out',
    (the) =>
      expectSame(
        playStored(the, throughJson),
        playStored(the, (state) => state),
        'the stored life differs',
      ),
    { quick: 60, full: 1000 },
  );
});

/** A play whose state is put away before every turn; a status that was put away is another object, but no news. */
function playStored({ scenario, kubelet }: Case, store: (state: LiveState) => LiveState): object {
  const { status, log, events } = play(scenario, kubelet, {
    decide: (pod, state, moment, by) => decideInPlace(pod, store(state), moment, by),
  });
  const shown = throughJson(status).map(({ at, ...entry }) => ({ at, entry }));
  return { log, events, status: shown.filter(({ entry }, i) => !isDeepStrictEqual(entry, shown[i - 1]?.entry)) };
}

function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, spell), unspell) as T;
}

/** JSON has no words for these numbers, and the state has both: "never" is Infinity, "did not happen" is NaN. */
const SPELT: ReadonlyMap<string, number> = new Map([
  ['∞', Number.POSITIVE_INFINITY],
  ['-∞', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
]);

function spell(_: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return [...SPELT.entries()].find(([, number]) => Object.is(number, value))?.[0];
}

function unspell(_: string, value: unknown): unknown {
  return typeof value === 'string' ? (SPELT.get(value) ?? value) : value;
}
