import type { Situation } from '../schedule/policy.ts';
import { seededRandom } from '../schedule/seeded-random.ts';
import type { Decision } from './decision.ts';

/** The situation in which a choice was made, with the same random numbers to come. */
export function situationOfDecision({ request, candidates, seed, now }: Decision): Situation {
  const { blocks, blockTokens, headers, maxTokens, ...rest } = request;
  return {
    request: {
      ...rest,
      maxTokens,
      ...(headers && { headers: new Map(Object.entries(headers)) }),
      // Policies ask how long a prompt is and who holds how much of it; its hashes are not recorded.
      prefix: { words: new Int32Array(blocks * 2), blocks, blockTokens },
    },
    candidates,
    cached: candidates.map(({ cached }) => cached),
    random: seededRandom(seed),
    now,
  };
}
