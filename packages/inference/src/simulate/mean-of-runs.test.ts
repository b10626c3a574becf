import { expect, test } from 'vitest';
import { meanOfRuns } from './mean-of-runs.ts';

test.each([
  // By hand: t(0.975, 2) = 4.303, standard deviation 1, root of 3.
  [[1, 2, 3], 2, 4.303 / Math.sqrt(3)],
  [[5, 5], 5, 0],
  [[7], 7, undefined],
  [[7, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY, undefined],
])('of %j the mean is %d, within %s', (values, mean, within) => {
  const figure = meanOfRuns(values);
  expect(figure.mean).toBe(mean);
  if (within === undefined) expect(figure.within).toBeUndefined();
  else expect(figure.within).toBeCloseTo(within, 3);
});
