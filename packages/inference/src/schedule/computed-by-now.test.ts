import { expect, test } from 'vitest';
import { type InFlight, NOTHING_IN_FLIGHT } from '../endpoint-state.ts';
import { computedByNow } from './computed-by-now.ts';

const LONG: InFlight = {
  ...NOTHING_IN_FLIGHT,
  requests: 2,
  prefillTokens: 61_000,
  headTokens: 60_000,
  headSince: 1000,
};

test.each<readonly [what: string, inFlight: InFlight, now: number, computed: number]>([
  ['nothing where nothing is under way', NOTHING_IN_FLIGHT, 5000, 0],
  ['nothing of what came with the step under way', LONG, 1100, 0],
  ['a third of a long prompt after a third of its time', LONG, 2100, 20_000],
  ['never more than the first in line, whose first token has not come', LONG, 60_000, 60_000],
  [
    'nothing where a log does not say since when',
    { ...NOTHING_IN_FLIGHT, requests: 1, prefillTokens: 60_000 },
    9000,
    0,
  ],
])('%s is computed by now', (_, inFlight, now, computed) => {
  expect(computedByNow(inFlight, now, 50, 0.05)).toBeCloseTo(computed, 6);
});
