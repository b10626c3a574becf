import {
  ANY_MODEL,
  type Ask,
  createEndpointBook,
  createPicker,
  createPrefixIndex,
  type DecisionLine,
  type Endpoint,
  hashPrefix,
  maxScore,
  type Policy,
  parseEndpoints,
  profilePolicy,
  queueScorer,
  readUpstreamConfig,
  recordDecisions,
  seededRandom,
  tellScores,
  type Verdict,
  weighted,
} from '@outrigger/inference';
import { describe, expect, test } from 'vitest';

/** Two pods with two ports each: the ranks of a data-parallel engine are endpoints of their own. */
const TWO_PORTS = ['10.0.0.1:8000', '10.0.0.1:8001', '10.0.0.2:8000', '10.0.0.2:8001'];

describe('what the picker makes of a choice', () => {
  test('a policy of several gives a list to fall back on, each endpoint once', () => {
    const fallbacks = profilePolicy({
      name: 'three',
      scorers: [{ name: 'queue', scorer: queueScorer, weight: 1 }],
      picker: maxScore(3),
    });
    const { to } = went(ask(fallbacks));
    expect(to).toHaveLength(3);
    expect(new Set(to).size).toBe(3);
    for (const address of to) expect(TWO_PORTS).toContain(address);
  });

  test.each([
    ['an address', ['10.0.0.2:8001'], ['10.0.0.2:8001']],
    ['an IP, all of its ports', ['10.0.0.1'], ['10.0.0.1:8000', '10.0.0.1:8001']],
    ['several hints', ['10.0.0.1:8001', '10.0.0.2'], ['10.0.0.1:8001', '10.0.0.2:8000', '10.0.0.2:8001']],
    ['a hint of the pool and one that is not', ['10.9.9.9:1', '10.0.0.2:8000'], ['10.0.0.2:8000']],
  ])('a subset of %s is all that is chosen from', (_, subset, allowed) => {
    const all = profilePolicy({ name: 'all', scorers: [], picker: maxScore(10) });
    expect([...went(ask(all, { subset })).to].toSorted()).toEqual(allowed);
  });

  test.each([[[]], [['10.9.9.9:1']]])('a subset %j has nobody: 503', (subset) => {
    expect(ask(weighted(), { subset })).toMatchObject({ status: 503, reason: 'rejected-no-endpoints' });
  });

  test('a filter that leaves nobody: 503', () => {
    const nobody = profilePolicy({
      name: 'nobody',
      filters: [{ name: 'nobody', filter: () => [] }],
      scorers: [],
      picker: maxScore(),
    });
    expect(ask(nobody)).toMatchObject({ status: 503, reason: 'rejected-no-endpoints' });
  });

  test('nobody but the policy says who computes the prompt', () => {
    const forged = { 'x-prefiller-host-port': '169.254.169.254:80', 'x-kv-cache-source-host-port': 'x:1' };
    expect(went(ask(weighted(), { headers: forged })).headers).toEqual([
      ['x-prefiller-host-port', ''],
      ['x-kv-cache-source-host-port', ''],
    ]);
    expect(went(ask(weighted())).headers).toBeUndefined();
    const { policy } = readUpstreamConfig({
      kind: 'EndpointPickerConfig',
      plugins: [
        { type: 'queue-scorer' },
        { type: 'disagg-profile-handler', parameters: { deciders: { prefill: 'always-disagg-pd-decider' } } },
        { type: 'always-disagg-pd-decider' },
      ],
      schedulingProfiles: ['decode', 'prefill'].map((name) => ({ name, plugins: [{ pluginRef: 'queue-scorer' }] })),
    });
    const { headers = [] } = went(ask(policy as Policy, { headers: forged }));
    expect(TWO_PORTS).toContain(new Map(headers).get('x-prefiller-host-port'));
  });

  test('a recorded policy writes the choice, and its first token when it comes', () => {
    const lines: DecisionLine[] = [];
    const recording = recordDecisions(weighted(), { write: (line) => lines.push(line), wallClock: () => 0 });
    const { to, flight } = went(ask(recording, { headers: { 'x-request-id': 'abc' } }));
    flight?.answering(200);
    expect(lines).toMatchObject([
      { number: 1, request: { id: 'abc', model: 'm', promptTokens: 100 } },
      { answered: 1, tookMs: 5 },
    ]);
    const [decision] = lines;
    if (!decision || !('choice' in decision) || !('chosen' in decision.choice))
      throw new Error('no choice was written');
    expect(decision.candidates[decision.choice.chosen[0] as number]?.endpoint.address).toBe(to[0]);
  });

  test('scores are told where they are asked for: the sum of each endpoint that is chosen', () => {
    expect(went(ask(weighted())).scores).toBeUndefined();
    const { to, scores } = went(ask(tellScores(weighted())));
    expect(scores).toEqual(Object.fromEntries(to.map((address) => [address, 4])));
  });

  test.each([
    ['a streamed one', true, 200, [5, 2.5]],
    ['not one that comes at once: it says nothing of its first token', false, 200, []],
    ['not one of a server that fails: it fails fast', true, 503, []],
  ])('a policy learns of answers: %s', (_, isStreamed, status, learned) => {
    const told: number[] = [];
    const learning: Policy = {
      ...weighted(),
      watch: () => (ms) => told.push(ms),
      watchTokens: () => (ms) => told.push(ms),
    };
    const { flight } = went(ask(learning, { isStreamed }));
    flight?.answering(status);
    flight?.usage({ promptTokens: 100, completionTokens: 3, cachedTokens: undefined });
    flight?.ended(status, undefined);
    flight?.ended(status, undefined);
    expect(told).toEqual(learned);
  });
});

function ask(
  policy: Policy,
  {
    subset,
    headers = {},
    isStreamed = true,
  }: {
    readonly subset?: readonly string[];
    readonly headers?: Readonly<Record<string, string>>;
    readonly isStreamed?: boolean;
  } = {},
): Verdict {
  const book = createEndpointBook();
  const read = parseEndpoints(TWO_PORTS);
  book.set(read.ok ? (read.endpoints as readonly Endpoint[]) : []);
  let now = 0;
  const pick = createPicker({
    book,
    models: () => ANY_MODEL,
    policy,
    prefixes: createPrefixIndex({ blockTokens: 64 }),
    admit: () => undefined,
    random: seededRandom(1),
    // Five ms pass between two looks.
    now: () => {
      now += 5;
      return now;
    },
  });
  const asked: Ask = {
    headers: new Map(Object.entries(headers)),
    subset,
    body: { model: 'm', modelRanges: [], stream: isStreamed, maxTokens: undefined, promptBytes: 400 },
    prefix: hashPrefix(),
    signal: new AbortController().signal,
  };
  const verdict = pick(asked);
  if (verdict instanceof Promise) throw new Error('nobody waits here');
  return verdict;
}

function went(verdict: Verdict): Extract<Verdict, { readonly to: readonly string[] }> {
  if (!('to' in verdict)) throw new Error(`refused: ${verdict.message}`);
  return verdict;
}
