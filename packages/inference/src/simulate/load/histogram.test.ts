import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../schedule/seeded-random.ts';
import { createHistogram } from './histogram.ts';

describe('a histogram of times', () => {
  test('tells percentiles within 1 % of the sorted times, from microseconds to hours', () => {
    const random = seededRandom(3);
    const times = Array.from({ length: 20_000 }, () => 10 ** (random() * 10 - 3));
    const histogram = createHistogram();
    for (const time of times) histogram.record(time);
    const sorted = times.toSorted((a, b) => a - b);
    for (const part of [0.01, 0.5, 0.9, 0.99, 0.999]) {
      const exact = sorted[Math.floor(part * sorted.length)] as number;
      expect(histogram.at(part) / exact).toBeGreaterThan(0.99);
      expect(histogram.at(part) / exact).toBeLessThan(1.01);
    }
  });

  test('knows nothing while it is empty', () => {
    expect(createHistogram().at(0.5)).toBeNaN();
  });
});
