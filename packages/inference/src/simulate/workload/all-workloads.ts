import { clamped, logNormal, poissonArrivals } from './arrivals.ts';
import { MOONCAKE } from './mooncake.ts';
import { BLOCK, requestOfParts } from './request-of-parts.ts';
import { PREDICTOR_SCENARIOS, SHARED_PREFIX } from './shared-prefix.ts';
import type { Workload } from './workload.ts';

/** Chats as people have them, without anything in common. */
export const SHAREGPT: Workload = {
  name: 'sharegpt',
  source:
    'log-normal after the published statistics of ShareGPT_V3 (mean prompt about 220 tokens, mean answer about 200)',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) =>
    poissonArrivals(perSecond, ms, random).map((at, id) => {
      const promptTokens = clamped(logNormal(90, 1.3, random), 4, 2000);
      const outputTokens = clamped(logNormal(130, 1.0, random), 4, 1000);
      return requestOfParts({ id, at, parts: [{ text: id + 1_000_000, tokens: promptTokens }], outputTokens });
    }),
};

/** Fifteen adapters, of which some are asked for much more often. */
export const MULTI_LORA: Workload = {
  name: 'multi-lora',
  source:
    'GIE v0.4.0 regression guide: 15 adapters, 60/30/10 per cent over three groups of five, max_lora 3–4; lengths as of Infinity-Instruct',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) =>
    poissonArrivals(perSecond, ms, random).map((at, id) => {
      const draw = random();
      const group = draw < 0.6 ? 0 : draw < 0.9 ? 1 : 2;
      const adapter = `adapter-${group * 5 + Math.floor(random() * 5)}`;
      const promptTokens = clamped(logNormal(180, 0.9, random), 8, 2000);
      const outputTokens = clamped(logNormal(220, 0.8, random), 8, 1000);
      return requestOfParts({ id, at, adapter, parts: [{ text: id + 1_000_000, tokens: promptTokens }], outputTokens });
    }),
};

/** Few users with long, growing contexts. */
const CODE_GENERATION: Workload = {
  name: 'code-generation',
  source:
    'inference-perf catalogue: system prompts of 3k–100k tokens (mean 55k), 2–20 turns; sizes scaled to a cache of 300k tokens',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) => {
    const sessions: { text: number; tokens: number }[][] = [];
    return poissonArrivals(perSecond, ms, random).map((at, id) => {
      const isNew = sessions.length < 20 || random() < 0.1;
      const place = isNew
        ? sessions.length
        : sessions.length - 1 - Math.floor(random() * Math.min(40, sessions.length));
      if (isNew) sessions.push([{ text: id + 1, tokens: clamped(logNormal(20_000, 0.8, random), 3000, 60_000) }]);
      const parts = sessions[place] as { text: number; tokens: number }[];
      parts.push({ text: id + 5_000_000, tokens: clamped(logNormal(400, 0.7, random), 20, 4000) });
      return requestOfParts({
        id,
        at,
        parts: [...parts],
        outputTokens: clamped(logNormal(300, 0.7, random), 20, 2000),
      });
    });
  },
};

/** Short questions, long answers. */
const REASONING: Workload = {
  name: 'reasoning',
  source:
    'inference-perf catalogue: 250 + 1,000 in, answers of 8,000 tokens, here log-normal around 3,000 to fit a run of minutes',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) =>
    poissonArrivals(perSecond, ms, random).map((at, id) => {
      const question = clamped(logNormal(900, 0.5, random), 50, 4000);
      const parts = [
        { text: 7, tokens: 250 },
        { text: id + 1_000_000, tokens: question },
      ];
      return requestOfParts({ id, at, parts, outputTokens: clamped(logNormal(3000, 0.6, random), 200, 10_000) });
    }),
};

/** All of them. */
export const WORKLOADS: readonly Workload[] = [
  SHAREGPT,
  SHARED_PREFIX,
  MULTI_LORA,
  CODE_GENERATION,
  REASONING,
  MOONCAKE,
  ...PREDICTOR_SCENARIOS,
];
