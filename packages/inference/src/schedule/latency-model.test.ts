import { describe, expect, test } from 'vitest';
import {
  type LatencyFeatures,
  type LatencyModel,
  learnLatency,
  predictLatency,
  predictTime,
  UNTAUGHT,
} from './latency-model.ts';
import { seededRandom } from './seeded-random.ts';

describe('the model of the first token', () => {
  test('learns what a pool takes, from noisy answers', () => {
    const model = taught([35, 12, 9, 80], 400);
    for (const features of someFeatures(50, 9)) {
      const truth = times([35, 12, 9, 80], features);
      expect(predictLatency(model, features)).toBeGreaterThan(truth * 0.8 - 20);
      expect(predictLatency(model, features)).toBeLessThan(truth * 1.2 + 20);
    }
  });

  test('tells choices the same, without a list', () => {
    const model = taught([35, 12, 9, 80], 100);
    for (const features of someFeatures(20, 5)) {
      const [, prefill, running, waiting] = features;
      expect(predictTime(model, prefill, running, waiting)).toBeCloseTo(predictLatency(model, features), 9);
    }
  });

  test('learns anew when the pool changes', () => {
    const model = taught([200, 150, 9, 10], 1500, taught([35, 12, 9, 80], 400));
    const features: LatencyFeatures = [1, 4, 1, 0];
    const truth = times([200, 150, 9, 10], features);
    expect(Math.abs(predictLatency(model, features) - truth)).toBeLessThan(truth * 0.2);
  });

  test.each([0, 6])(
    'what prompts cost is not unlearned while all are cached and servers alike (%d ms a request)',
    (each) => {
      const random = seededRandom(7);
      let model = UNTAUGHT;
      for (let at = 0; at < 5000; at++) {
        const features: LatencyFeatures = [1, 0.02 * random(), 3 + 0.3 * random(), 0];
        model = learnLatency(model, features, (80 + each * features[2] + 45 * features[1]) * (0.5 + random()));
      }
      const [base, prefill, running] = model.weights as [number, number, number];
      expect(prefill).toBeGreaterThan(30);
      expect(prefill).toBeLessThan(70);
      expect(Math.abs(base + 3.15 * running - (80 + each * 3.15))).toBeLessThan(15);
    },
  );

  test('never thinks that load makes a server faster, and one hanging server teaches little', () => {
    const model = taught([0, 0, 0, 0], 300);
    expect(Math.min(...model.weights)).toBeGreaterThanOrEqual(0);
    const before = taught([35, 12, 9, 80], 400);
    const after = learnLatency(before, [1, 1, 1, 0], 600_000);
    expect(predictLatency(after, [1, 1, 1, 0])).toBeLessThan(predictLatency(before, [1, 1, 1, 0]) + 500);
  });
});

function taught(weights: readonly number[], answers: number, from: LatencyModel = UNTAUGHT): LatencyModel {
  const noise = seededRandom(3);
  return someFeatures(answers, 4).reduce(
    (model, features) => learnLatency(model, features, times(weights, features) * (0.8 + 0.4 * noise())),
    from,
  );
}

function times(weights: readonly number[], features: LatencyFeatures): number {
  return weights.reduce((sum, weight, i) => sum + weight * (features[i] as number), 0);
}

function someFeatures(count: number, seed: number): readonly LatencyFeatures[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => [1, random() * 20, random() * 6, Math.floor(random() * 5)]);
}
