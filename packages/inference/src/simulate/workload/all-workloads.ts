import type { SimRequest } from '../sim-request.ts';
import { logNormal, poissonArrivals } from './arrivals.ts';
import { promptChain } from './prompt-chain.ts';
import type { Workload } from './workload.ts';

const BLOCK = 64;

/** b2b-saas: groups of users with a long system prompt each. */
export const SHARED_PREFIX: Workload = sharedPrefix({
  name: 'shared-prefix',
  source:
    'GIE v1.5.0 benchmarking/prefix-cache-aware/high-cache-values.yaml: 150 groups of 5 prompts, 6,000 + 1,200 in, 1,000 out',
  groups: 150,
  prompts: 5,
  systemTokens: 6000,
  questionTokens: 1200,
  outputTokens: 1000,
});

/** Chats as people have them, without anything in common. */
export const SHAREGPT: Workload = {
  name: 'sharegpt',
  source:
    'log-normal after the published statistics of ShareGPT_V3 (mean prompt about 220 tokens, mean answer about 200)',
  blockTokens: BLOCK,
  requests: ({ perSecond, ms }, random) =>
    poissonArrivals(perSecond, ms, random).map((at, id) => {
      const promptTokens = clamp(logNormal(90, 1.3, random), 4, 2000);
      const outputTokens = clamp(logNormal(130, 1.0, random), 4, 1000);
      return simRequest({ id, at, parts: [{ text: id + 1_000_000, tokens: promptTokens }], outputTokens });
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
      const promptTokens = clamp(logNormal(180, 0.9, random), 8, 2000);
      const outputTokens = clamp(logNormal(220, 0.8, random), 8, 1000);
      return simRequest({ id, at, adapter, parts: [{ text: id + 1_000_000, tokens: promptTokens }], outputTokens });
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
      if (isNew) sessions.push([{ text: id + 1, tokens: clamp(logNormal(20_000, 0.8, random), 3000, 60_000) }]);
      const parts = sessions[place] as { text: number; tokens: number }[];
      parts.push({ text: id + 5_000_000, tokens: clamp(logNormal(400, 0.7, random), 20, 4000) });
      return simRequest({ id, at, parts: [...parts], outputTokens: clamp(logNormal(300, 0.7, random), 20, 2000) });
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
      const question = clamp(logNormal(900, 0.5, random), 50, 4000);
      const parts = [
        { text: 7, tokens: 250 },
        { text: id + 1_000_000, tokens: question },
      ];
      return simRequest({ id, at, parts, outputTokens: clamp(logNormal(3000, 0.6, random), 200, 10_000) });
    }),
};

/** All of them. */
export const WORKLOADS: readonly Workload[] = [SHAREGPT, SHARED_PREFIX, MULTI_LORA, CODE_GENERATION, REASONING];

function sharedPrefix(shape: {
  readonly name: string;
  readonly source: string;
  readonly groups: number;
  readonly prompts: number;
  readonly systemTokens: number;
  readonly questionTokens: number;
  readonly outputTokens: number;
}): Workload {
  return {
    name: shape.name,
    source: shape.source,
    blockTokens: BLOCK,
    requests: ({ perSecond, ms }, random) =>
      poissonArrivals(perSecond, ms, random).map((at, id) => {
        const group = Math.floor(random() * shape.groups);
        const question = group * shape.prompts + Math.floor(random() * shape.prompts) + 10_000;
        const parts = [
          { text: group + 1, tokens: shape.systemTokens },
          { text: question, tokens: shape.questionTokens },
        ];
        return simRequest({ id, at, parts, outputTokens: shape.outputTokens });
      }),
  };
}

function simRequest({ id, at, parts, outputTokens, adapter }: Asked): SimRequest {
  return {
    id,
    at,
    model: adapter ?? 'base',
    adapter,
    priority: 0,
    promptTokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
    parts,
    outputTokens,
    prefix: promptChain(adapter ?? '', parts, BLOCK),
  };
}

interface Asked extends Pick<SimRequest, 'id' | 'at' | 'parts' | 'outputTokens'> {
  readonly adapter?: string;
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
