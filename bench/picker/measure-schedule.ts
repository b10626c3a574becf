import {
  createEndpointBook,
  createPrefixIndex,
  decisionTree,
  hashPrefix,
  type Policy,
  predicted,
  seededRandom,
  sticky,
  weighted,
} from '@outrigger/inference';

/** What one choice takes. */
export interface ScheduleReading {
  readonly policy: string;
  /** µs of the policy alone. */
  readonly micros: number;
  /** µs to find what each endpoint holds of the prompt. */
  readonly lookUp: number;
}

/** Each policy's choice among so many endpoints, a third of which hold half of a prompt of 28 KB. */
export function measureSchedule(endpoints: number): readonly ScheduleReading[] {
  const random = seededRandom(1);
  const book = createEndpointBook();
  const prefixes = createPrefixIndex({ blockTokens: 64 });
  book.set(Array.from({ length: endpoints }, (_, i) => ({ address: `10.0.0.${i}:8000`, rank: 0 })));
  const candidates = book.up();
  const [prompt, beginning] = [chainOf(28_000), chainOf(14_000)];
  candidates.forEach((state, i) => {
    const adapters = { running: [`adapter-${i % 5}`], waiting: [], max: 4 };
    const cache = { kvUsage: (i % 10) / 20, kvTokens: 45_000 };
    book.measured(state.endpoint.address, { at: 0, waiting: i % 3, running: i % 5, ...cache, adapters });
    if (i % 3 === 0) prefixes.sent(state.endpoint.address, beginning);
  });
  const lookUpAll = () => prefixes.matchedTokens(candidates, prompt);
  const lookUp = microsOf(lookUpAll);
  const request = {
    ...{ id: '', model: 'm', target: 'm', priority: 0, tenant: 'default-flow' },
    ...{ promptTokens: 7000, maxTokens: 64, prefix: prompt },
  };
  const situation = { request, candidates, cached: lookUpAll(), random, now: 0 };
  const policies: readonly Policy[] = [predicted(), weighted(), sticky(), decisionTree()];
  return policies.map((policy) => ({
    policy: policy.name,
    micros: microsOf(() => policy.choose(situation)),
    lookUp,
  }));
}

function chainOf(bytes: number): ReturnType<ReturnType<typeof hashPrefix>['chain']> {
  const hasher = hashPrefix();
  hasher.take(Buffer.alloc(bytes, 'the quick brown fox '), 0, bytes);
  return hasher.chain('m');
}

/** The median of rounds, when it is warm. */
function microsOf(work: () => unknown): number {
  for (let i = 0; i < WARM; i++) work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    for (let i = 0; i < TIMES; i++) work();
    return ((performance.now() - begun) * 1000) / TIMES;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1] as number;
}

const WARM = 5000;
const ROUNDS = 21;
const TIMES = 500;
