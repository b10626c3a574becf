import { poissonArrivals } from './arrivals.ts';
import { BLOCK, requestOfParts } from './request-of-parts.ts';
import type { Workload } from './workload.ts';

/** b2b-saas: groups of users with a long system prompt each; scenario C of upstream's latency predictor. */
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

/** The others of the scenarios with which upstream's latency predictor was tried (llm-d blog of 2026-03-13). */
export const PREDICTOR_SCENARIOS: readonly Workload[] = [
  sharedPrefix({
    name: 'scenario-a',
    source: "llm-d's predictor, scenario A: 6 groups of 1,000 users, 1,000 + 30 in, 1,000 out",
    groups: 6,
    prompts: 1000,
    systemTokens: 1000,
    questionTokens: 30,
    outputTokens: 1000,
  }),
  sharedPrefix({
    name: 'scenario-b',
    source: "llm-d's predictor, scenario B: 6 groups of 1,000 users, 1,000 + 3,000 in, 1,000 out",
    groups: 6,
    prompts: 1000,
    systemTokens: 1000,
    questionTokens: 3000,
    outputTokens: 1000,
  }),
  sharedPrefix({
    name: 'scenario-d',
    source: "llm-d's predictor, scenario D: 150 groups of 5 users, 1,000 + 6,200 in, 1,000 out",
    groups: 150,
    prompts: 5,
    systemTokens: 1000,
    questionTokens: 6200,
    outputTokens: 1000,
  }),
];

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
        return requestOfParts({ id, at, parts, outputTokens: shape.outputTokens });
      }),
  };
}
