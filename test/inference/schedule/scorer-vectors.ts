import {
  activeRequestScorer,
  contextLengthScorer,
  kvCacheScorer,
  loadAwareScorer,
  loraScorer,
  prefixScorer,
  queueScorer,
  runningScorer,
  type Scorer,
  sessionScorer,
  tokenLoadScorer,
} from '@outrigger/inference';
import type { Asked, Server } from './situation-of.ts';

/** Scores of a scorer for some servers. */
export interface ScorerVector {
  readonly scorer: Scorer;
  readonly what: string;
  readonly servers: readonly Server[];
  readonly asked?: Asked;
  readonly scores: readonly number[];
  /** In llm-d-router ebab687 pkg/epp/framework/plugins/scheduling/scorer. */
  readonly source: string;
}

const QUEUE_TEST = 'queuedepth/queue_test.go: TestQueueScorer';
const KV_TEST = 'kvcacheutilization/kvcache_utilization_test.go: TestKvCacheUtilizationScorer';
const LORA_TEST = 'loraaffinity/lora_affinity_test.go: TestLoraAffinityScorer';
const ACTIVE_TEST = 'activerequest/active_request_test.go: TestActiveRequestScorer_Score';
const TOKEN_TEST = 'tokenload/token_load_test.go: TestTokenLoadScorer';
const CONTEXT = 'contextlengthaware/context_length_aware.go: calculateRangeScore';
const RANGE = 'llm-d.ai/context-length-range';

/** Cases of upstream's tests where it has them, else worked out by hand from its code. */
export const SCORER_VECTORS: readonly ScorerVector[] = [
  {
    scorer: queueScorer,
    what: 'queue: shortest 1, longest 0',
    servers: [{ waiting: 10 }, { waiting: 5 }, { waiting: 0 }],
    scores: [0, 0.5, 1],
    source: QUEUE_TEST,
  },
  {
    scorer: queueScorer,
    what: 'queue: equal queues are all 1',
    servers: [{ waiting: 5 }, { waiting: 5 }],
    scores: [1, 1],
    source: QUEUE_TEST,
  },
  {
    scorer: runningScorer,
    what: 'running: as queues',
    servers: [{ running: 4 }, { running: 1 }, { running: 5 }],
    scores: [0.25, 1, 0],
    source: 'runningrequests/runningrequest.go: Score',
  },
  {
    scorer: kvCacheScorer,
    what: 'cache: what is free',
    servers: [{ kv: 0.8 }, { kv: 0.5 }, { kv: 0 }, { kv: 1 }],
    scores: [0.2, 0.5, 1, 0],
    source: KV_TEST,
  },
  {
    scorer: loadAwareScorer(10),
    what: 'load: half for an empty queue, none from the threshold on',
    servers: [{ waiting: 2 }, { waiting: 0 }, { waiting: 15 }],
    scores: [0.4, 0.5, 0],
    source: 'loadaware/load_aware_test.go: TestLoadBasedScorer',
  },
  {
    scorer: activeRequestScorer(),
    what: 'requests: nothing is known, all are idle',
    servers: [{}, {}, {}],
    scores: [1, 1, 1],
    source: ACTIVE_TEST,
  },
  {
    scorer: activeRequestScorer(),
    what: 'requests: in proportion to the busiest',
    servers: [{ requests: 3 }, { requests: 0 }, { requests: 6 }],
    scores: [0.5, 1, 0],
    source: ACTIVE_TEST,
  },
  {
    scorer: activeRequestScorer({ idle: 0, mostBusy: 0 }),
    what: 'requests: idle or not',
    servers: [{ requests: 1 }, { requests: 0 }, { requests: 6 }],
    scores: [0, 1, 0],
    source: 'activerequest/active_request_test.go: TestActiveRequest_IdleThresholdAndMaxBusyScore, binary mode',
  },
  {
    scorer: activeRequestScorer({ idle: 1, mostBusy: 0.5 }),
    what: 'requests: a gap between idle and busy',
    servers: [{ requests: 1 }, { requests: 2 }, { requests: 4 }],
    scores: [1, 0.25, 0],
    source: 'activerequest/active_request_test.go: TestActiveRequest_IdleThresholdAndMaxBusyScore, hybrid mode',
  },
  {
    scorer: tokenLoadScorer(1000),
    what: 'tokens: those in flight',
    servers: [{ prefillTokens: 0 }, { prefillTokens: 500 }, { prefillTokens: 1000 }],
    asked: { promptTokens: 0 },
    scores: [1, 0.5, 0],
    source: TOKEN_TEST,
  },
  {
    scorer: tokenLoadScorer(1000),
    what: 'tokens: with those of the request that are not held',
    servers: [
      { prefillTokens: 0 },
      { prefillTokens: 250 },
      { prefillTokens: 750 },
      { prefillTokens: 250, cached: 250 },
    ],
    asked: { promptTokens: 250 },
    scores: [0.75, 0.5, 0, 0.75],
    source: TOKEN_TEST,
  },
  {
    scorer: prefixScorer(),
    what: 'prefix: the part that is held',
    servers: [{ cached: 5 }, { cached: 2 }, {}],
    asked: { promptTokens: 10 },
    scores: [0.5, 0.2, 0],
    source: 'prefix/plugin_test.go: TestPrefixPluginScore',
  },
  {
    scorer: prefixScorer(0.5, 100),
    what: 'prefix: a short match counts little for itself',
    servers: [{ cached: 5 }],
    asked: { promptTokens: 10 },
    scores: [0.251_25],
    source: 'prefix/plugin_test.go: TestPrefixPluginScoreWithWeights: 0.5·(5/100)² + 0.5·5/10',
  },
  {
    scorer: prefixScorer(0.5, 100),
    what: 'prefix: a long one more',
    servers: [{ cached: 50 }],
    scores: [0.375],
    source: 'prefix/plugin_test.go: TestPrefixPluginScoreWithWeights: 0.5·(50/100)² + 0.5·50/100',
  },
  {
    scorer: prefixScorer(),
    what: 'prefix: of no prompt nothing',
    servers: [{}, {}],
    asked: { promptTokens: 0 },
    scores: [0, 0],
    source: 'prefix/plugin.go: Score, totalBlocks 0',
  },
  {
    scorer: loraScorer,
    what: 'adapter: active, room, room though it waits, waits without room, neither',
    servers: [
      { active: ['1'], most: 5 },
      { active: ['2'], loading: ['1'], most: 5 },
      { active: ['2'], most: 2 },
      { active: ['3'], loading: ['1'], most: 2 },
      { active: ['4', '5'], most: 2 },
      { most: 0 },
    ],
    asked: { target: '1' },
    scores: [1, 0.8, 0.8, 0.6, 0, 0],
    source: LORA_TEST,
  },
  {
    scorer: contextLengthScorer(),
    what: 'context: narrow ranges first, no label between, unreadable last',
    servers: [
      { labels: { [RANGE]: '0-10000' } },
      { labels: { [RANGE]: '1000-1000' } },
      {},
      { labels: { [RANGE]: 'many' } },
      { labels: { [RANGE]: '9-3' } },
    ],
    asked: { promptTokens: 1000 },
    scores: [0.3 + 0.7 * (0.7 / 2 + 0.3 * 0.9), 1, 0.5, 0, 0],
    source: CONTEXT,
  },
  {
    scorer: contextLengthScorer(),
    what: 'context: outside, the nearer one; never above what is inside',
    servers: [
      { labels: { [RANGE]: '0-2048' } },
      { labels: { [RANGE]: '0-8000' } },
      { labels: { [RANGE]: '10000-20000' } },
    ],
    asked: { promptTokens: 9000 },
    scores: [0.3 / 7.952, 0.15, 0.15],
    source: CONTEXT,
  },
  {
    scorer: sessionScorer(),
    what: 'session: the pod that the token names',
    servers: [{}, {}, {}],
    asked: { headers: { 'x-session-token': Buffer.from('ns/pod1').toString('base64') } },
    scores: [0, 1, 0],
    source: 'sessionaffinity/encoded_endpoint_header.go: score',
  },
  {
    scorer: sessionScorer(),
    what: 'session: without a token nobody is preferred',
    servers: [{}, {}],
    scores: [0, 0],
    source: 'sessionaffinity/encoded_endpoint_header.go: score',
  },
];
