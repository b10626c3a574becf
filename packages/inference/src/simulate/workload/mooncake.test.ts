import { expect, test } from 'vitest';
import { seededRandom } from '../../schedule/seeded-random.ts';
import { MOONCAKE } from './mooncake.ts';

test('is as long, and as much alike, as is published of the trace', () => {
  const requests = MOONCAKE.requests({ perSecond: 10, ms: 240_000 }, seededRandom(1));
  const mean = (of: (request: (typeof requests)[number]) => number) =>
    requests.reduce((sum, request) => sum + of(request), 0) / requests.length;
  const promptTokens = mean((request) => request.promptTokens);
  expect(Math.abs(promptTokens / 7590 - 1)).toBeLessThan(0.1);
  expect(Math.abs(mean(({ outputTokens }) => outputTokens) / 182 - 1)).toBeLessThan(0.05);
  const known = new Set<number>();
  const found = mean(({ prefix: { words, blocks, blockTokens } }) => {
    const names = Array.from(
      { length: blocks },
      (_, at) => (words[at * 2] as number) * 2 ** 20 + ((words[at * 2 + 1] as number) & 0xf_ffff),
    );
    const firstNew = names.findIndex((name) => !known.has(name));
    for (const name of names) known.add(name);
    return (firstNew < 0 ? blocks : firstNew) * blockTokens;
  });
  expect(Math.abs(found / promptTokens - 0.5)).toBeLessThan(0.05);
});
