import type { Asked, Server } from './situation-of.ts';

/** What the decision tree of a version leaves to chance; nothing: it refuses. */
export interface TreeVector {
  readonly what: string;
  readonly version: 'v0.3.0' | 'v0.4.0' | 'both';
  readonly servers: readonly Server[];
  readonly asked: Asked;
  readonly left: readonly number[];
  readonly source: string;
}

const TEST = 'gateway-api-inference-extension v0.3.0 pkg/epp/scheduling/filter_test.go: TestFilter';
const FILTER = 'v0.3.0 pkg/epp/scheduling/filter.go';
const SCHEDULER = 'v0.3.0 pkg/epp/scheduling/scheduler.go';
const PLUGINS = 'v0.4.0 pkg/epp/scheduling/framework/plugins/filter';

/** Worked out by hand from upstream's code; the first three are the cases of its own test. */
export const TREE_VECTORS: readonly TreeVector[] = [
  {
    what: 'a critical request goes where its model is active, for all queues are short',
    version: 'both',
    servers: [
      { waiting: 0, kv: 0.2, most: 2, active: ['foo', 'bar'] },
      { waiting: 3, kv: 0.1, most: 2, active: ['foo', 'critical'] },
      { waiting: 10, kv: 0.2, most: 2, active: ['foo'] },
    ],
    asked: { target: 'critical', priority: 1 },
    left: [1],
    source: `${TEST}, "default filter, critical request"; of the two groups the one that has it, by 0.999`,
  },
  {
    what: 'a sheddable request goes where there is room',
    version: 'v0.3.0',
    servers: [
      { waiting: 0, kv: 0.2, most: 2, active: ['foo', 'bar'] },
      { waiting: 3, kv: 0.1, most: 2, active: ['foo', 'critical'] },
      { waiting: 10, kv: 0.2, most: 2, active: ['foo'] },
    ],
    asked: { target: 'sheddable', priority: 0 },
    left: [0],
    source: `${TEST}, "default filter, sheddable request, accepted"`,
  },
  {
    what: 'a sheddable request is refused where there is none',
    version: 'v0.3.0',
    servers: [
      { waiting: 10, kv: 0.9, most: 2, active: ['foo', 'bar'] },
      { waiting: 3, kv: 0.85, most: 2, active: ['foo', 'critical'] },
      { waiting: 10, kv: 0.85, most: 2, active: ['foo'] },
    ],
    asked: { target: 'sheddable', priority: 0 },
    left: [],
    source: `${TEST}, "default filter, sheddable request, dropped"`,
  },
  {
    what: 'v0.4.0 refuses nobody: saturation is asked before the tree',
    version: 'v0.4.0',
    servers: [
      { waiting: 10, kv: 0.9 },
      { waiting: 3, kv: 0.85 },
      { waiting: 10, kv: 0.85 },
    ],
    asked: { priority: -1 },
    left: [1],
    source: 'v0.4.0 pkg/epp/scheduling/scheduler.go: NewScheduler has the low latency tree alone; 3 + (10-3)/3 = 5',
  },
  {
    what: 'queue widths are divided as whole numbers: 0 + (2-0)/3 is 0',
    version: 'both',
    servers: [
      { waiting: 0, kv: 0.5 },
      { waiting: 1, kv: 0.1 },
      { waiting: 2, kv: 0.1 },
    ],
    asked: { priority: 1 },
    left: [0],
    source: `${FILTER}: leastQueuingFilterFunc`,
  },
  {
    what: 'queues of 0 and 3 are alike among 0, 3, 10; then the cache decides, divided as a fraction',
    version: 'both',
    servers: [
      { waiting: 0, kv: 0.3 },
      { waiting: 3, kv: 0.1 },
      { waiting: 10, kv: 0 },
    ],
    asked: { priority: 1 },
    left: [1],
    source: `${FILTER}: 0 + (10-0)/3 = 3; 0.1 + (0.3-0.1)/2 = 0.2`,
  },
  {
    what: 'what is alike in all is left to chance',
    version: 'both',
    servers: [
      { waiting: 2, kv: 0.4 },
      { waiting: 2, kv: 0.4 },
      { waiting: 2, kv: 0.4 },
    ],
    asked: { priority: 1 },
    left: [0, 1, 2],
    source: `${SCHEDULER}: Schedule, rand.Intn`,
  },
  {
    what: 'a queue of 128 is long in v0.3.0: no queue is short, the queue goes before the adapter',
    version: 'v0.3.0',
    servers: [
      { waiting: 128, most: 2, active: ['other'] },
      { waiting: 200, most: 2, active: ['lora'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [0],
    source: `${FILTER}: lowQueueingPodPredicate, <; 128 + (200-128)/2 = 164`,
  },
  {
    what: 'a queue of 128 is short in v0.4.0, one of 129 is not',
    version: 'v0.4.0',
    servers: [
      { waiting: 128, kv: 0.9, most: 2, active: ['lora'] },
      { waiting: 129, kv: 0.1, most: 2, active: ['lora'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [0],
    source: `${PLUGINS}/low_queue_filter.go, <=`,
  },
  {
    what: 'room for an adapter is better than none, when nobody has it',
    version: 'both',
    servers: [
      { waiting: 0, most: 2, active: ['a', 'b'] },
      { waiting: 4, most: 2, active: ['a'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [1],
    source: `${FILTER}: loRASoftAffinityFilter, filtered_available`,
  },
  {
    what: 'when nobody has the adapter nor room, the filter is passed over',
    version: 'both',
    servers: [
      { waiting: 0, most: 2, active: ['a', 'b'] },
      { waiting: 4, most: 1, active: ['a'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [0],
    source: `${FILTER}: filter.Filter gives the original set to nextOnSuccessOrFailure`,
  },
  {
    what: 'an adapter that is being loaded counts as there',
    version: 'both',
    servers: [
      { waiting: 0, most: 2, active: ['a', 'b'] },
      { waiting: 4, most: 2, active: ['a'], loading: ['lora'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [1],
    source: `${PLUGINS}/lora_affinity_filter.go; v0.3.0 pkg/epp/backend/metrics/metrics.go puts both lists into ActiveModels`,
  },
  {
    what: 'an adapter in both lists takes one place in v0.3.0',
    version: 'v0.3.0',
    servers: [
      { waiting: 0, most: 1, active: ['a'] },
      { waiting: 4, most: 2, active: ['a'], loading: ['a'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [1],
    source: 'v0.3.0 pkg/epp/backend/metrics/metrics.go: ActiveModels is one map',
  },
  {
    what: 'an adapter in both lists takes two places in v0.4.0',
    version: 'v0.4.0',
    servers: [
      { waiting: 0, most: 1, active: ['a'] },
      { waiting: 4, most: 2, active: ['a'], loading: ['a'] },
    ],
    asked: { target: 'lora', priority: 1 },
    left: [0],
    source: `${PLUGINS}/lora_affinity_filter.go: len(ActiveModels)+len(WaitingModels)`,
  },
  {
    what: 'a sheddable request has room at a queue of 5 and a cache of 0.8, and no further',
    version: 'v0.3.0',
    servers: [
      { waiting: 6, kv: 0.1 },
      { waiting: 5, kv: 0.8 },
      { waiting: 0, kv: 0.81 },
    ],
    asked: { priority: 0 },
    left: [1],
    source: `${FILTER}: noQueueAndLessThanKVCacheThresholdPredicate, <= both`,
  },
];
