import { clamped, logNormal, poissonArrivals } from './arrivals.ts';
import { BLOCK, requestOfParts } from './request-of-parts.ts';
import type { Workload } from './workload.ts';

/**
 * Chats and agents with long contexts, generated to what is published of Mooncake's trace: 7,590 tokens in and 182 out on
 * average, half of all prompt tokens found in a cache that forgets nothing (arXiv 2407.00079v3, 4.2 and table 1).
 * Who continues whom, and how lengths are spread, is made up; the trace's 23,608 requests of an hour are not among them.
 */
export const MOONCAKE: Workload = {
  name: 'mooncake',
  source:
    'generated to the statistics of the Mooncake trace (arXiv 2407.00079): 7,590 tokens in, 182 out, half reusable',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) => {
    const sessions: { text: number; tokens: number }[][] = [];
    return poissonArrivals(perSecond, ms, random).map((at, id) => {
      const isNew = sessions.length === 0 || random() < 0.49;
      const recent = Math.min(RECENT, sessions.length);
      const place = isNew ? sessions.length : sessions.length - 1 - Math.floor(random() * recent);
      if (isNew) sessions.push([{ text: 1 + Math.floor(random() * 4), tokens: 320 }]);
      const parts = sessions[place] as { text: number; tokens: number }[];
      const [median, spread] = isNew ? [3150, 1.15] : [800, 1];
      parts.push({ text: id + 1_000_000, tokens: clamped(logNormal(median, spread, random), 32, 100_000) });
      return requestOfParts({ id, at, parts: [...parts], outputTokens: clamped(logNormal(124, 0.9, random), 4, 2000) });
    });
  },
};

/** So many chats are alive at a time. */
const RECENT = 120;
