import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Policy, readUpstreamConfig } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { plugIn as cheapest } from '../../../examples/inference/cheapest.ts';
import { runMain, writeInput, writeInputs } from '../../command/run-main.ts';
import { type Asked, type Server, situationOf } from './situation-of.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/inference/epp-config.yaml');

/** A configuration with these plug-ins in one profile; weights are 1. */
function configOf(...plugins: readonly (string | readonly [type: string, parameters: object])[]): object {
  const specs = plugins.map((each) =>
    typeof each === 'string' ? { type: each } : { type: each[0], parameters: each[1] },
  );
  return {
    apiVersion: 'llm-d.ai/v1alpha1',
    kind: 'EndpointPickerConfig',
    plugins: specs,
    schedulingProfiles: [{ name: 'default', plugins: specs.map(({ type }) => ({ pluginRef: type })) }],
  };
}

function chosen(policy: Policy | undefined, servers: readonly Server[], asked?: Asked): unknown {
  return policy?.choose(situationOf(servers, asked));
}

/** Plug-ins that are nothing without parameters. */
const NEEDY: ReadonlySet<string> = new Set(['by-label', 'utilization-filter', 'header-label-affinity-scorer']);

/** llm-d-router ebab687 deploy/config/pd-epp-config.yaml, in its structure. */
const DISAGGREGATED = {
  apiVersion: 'llm-d.ai/v1alpha1',
  kind: 'EndpointPickerConfig',
  plugins: [
    { type: 'queue-scorer' },
    { type: 'prefill-filter' },
    { type: 'decode-filter' },
    { type: 'max-score-picker' },
    { type: 'disagg-profile-handler', parameters: { deciders: { prefill: 'prefix-based-pd-decider' } } },
    { type: 'prefix-based-pd-decider', parameters: { nonCachedTokens: 16 } },
  ],
  schedulingProfiles: ['prefill', 'decode'].map((name) => ({
    name,
    plugins: [
      { pluginRef: `${name}-filter` },
      { pluginRef: 'max-score-picker' },
      { pluginRef: 'queue-scorer', weight: 1 },
    ],
  })),
};

describe("upstream's configuration", () => {
  test('makes a policy of filters, scorers by weight, and a picker with places to fall back on', () => {
    const { policy, mapped } = readUpstreamConfig(
      configOf('queue-scorer', 'kv-cache-utilization-scorer', ['max-score-picker', { maxNumOfEndpoints: 2 }]),
    );
    expect(mapped.every(({ maps }) => maps === 'yes')).toBe(true);
    // Not every Envoy goes through a list.
    expect(mapped.map(({ note }) => note.includes('override_host'))).toEqual([false, false, true]);
    expect(
      chosen(policy, [
        { waiting: 9, kv: 0.1 },
        { waiting: 0, kv: 0.4 },
        { waiting: 3, kv: 0.1 },
      ]),
    ).toEqual({
      chosen: [1, 2],
    });
  });

  test('with prefill and decode apart: the header says who computes the prompt', () => {
    const servers = [
      { labels: { 'llm-d.ai/role': 'decode' } },
      { labels: { 'llm-d.ai/role': 'prefill' }, waiting: 3 },
      { labels: { 'llm-d.ai/role': 'prefill' } },
    ];
    const { policy } = readUpstreamConfig(DISAGGREGATED);
    expect(chosen(policy, servers)).toEqual({ chosen: [0], headers: [['x-prefiller-host-port', '10.0.0.2:8000']] });
    const held = [{ ...servers[0], cached: 85 }, ...servers.slice(1)];
    expect(chosen(policy, held)).toEqual({ chosen: [0] });
    expect(chosen(policy, servers.slice(0, 1))).toEqual({ chosen: [0] });
    expect(chosen(policy, servers.slice(1))).toEqual({ refused: 'none-fits' });
  });

  test('without a decider prompts are computed where they are decoded, as upstream', () => {
    const [handler] = DISAGGREGATED.plugins.slice(4, 5);
    const plugins = [...DISAGGREGATED.plugins.slice(0, 4), { type: handler?.type }];
    const { policy } = readUpstreamConfig({ ...DISAGGREGATED, plugins });
    const servers = ['decode', 'prefill'].map((role) => ({ labels: { 'llm-d.ai/role': role } }));
    expect(chosen(policy, servers)).toEqual({ chosen: [0] });
  });

  test.each([
    ['approx-prefix-cache-producer', 'built-in'],
    ['utilization-detector', 'yes'],
    ['latency-slo-admitter', 'yes'],
    ['file-discovery', 'elsewhere'],
    ['precise-prefix-cache-producer', 'no'],
    ['topology-affinity-filter', 'no'],
  ])('%s is %s', (type, maps) => {
    const config = { ...configOf('queue-scorer'), plugins: [{ type: 'queue-scorer' }, { type }] };
    const { policy, mapped } = readUpstreamConfig(config);
    expect(mapped.find(({ part }) => part === type)?.maps).toBe(maps);
    expect(policy === undefined).toBe(maps === 'no');
  });

  test.each([
    [
      'a parameter of the wrong kind',
      configOf(['load-aware-scorer', { threshold: 'many' }]),
      ['plugins', 0, 'parameters'],
    ],
    ['a parameter nobody knows', configOf(['queue-scorer', { depth: 1 }]), ['plugins', 0, 'parameters', 'depth']],
    ['a label filter without a label', configOf('by-label'), ['plugins', 0, 'parameters']],
    ['a module that was not loaded', configOf(['module', { path: './x.ts' }]), ['plugins', 0]],
    ['another kind', { ...configOf('queue-scorer'), kind: 'Pod' }, ['kind']],
    ['no profile, and nothing to make one of', { ...configOf(), schedulingProfiles: [] }, ['schedulingProfiles']],
    [
      'a condition of a signal that there is not',
      configOf(['utilization-filter', { conditions: [{ metric: 'heat', maxValue: 1 }] }]),
      ['plugins', 0, 'parameters'],
    ],
    [
      'an operator that there is not',
      configOf(['label-selector-filter', { matchExpressions: [{ key: 'a', operator: 'Near' }] }]),
      ['plugins', 0, 'parameters'],
    ],
    ['nothing at all', null, ['kind']],
    [
      'a name that stands for nothing',
      { ...configOf(), schedulingProfiles: [{ plugins: [{ pluginRef: 'x' }] }] },
      ['schedulingProfiles', 0, 'plugins', 0],
    ],
    [
      'a decider that stands for nothing',
      { ...DISAGGREGATED, plugins: DISAGGREGATED.plugins.slice(0, 5) },
      ['schedulingProfiles'],
    ],
    [
      'several profiles without a handler',
      { ...DISAGGREGATED, plugins: DISAGGREGATED.plugins.slice(0, 4) },
      ['schedulingProfiles'],
    ],
  ])('%s makes no policy, and is told by its path', (_, config, path) => {
    const { policy, mapped } = readUpstreamConfig(config);
    expect(policy).toBeUndefined();
    expect(mapped.filter(({ maps }) => maps === 'no').map((each) => each.path)).toContainEqual(path);
  });

  test('what docs/inference/extending.md names as a filter, a scorer or a picker is one', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/inference/extending.md'), 'utf8');
    const rows = page.split('\n').filter((line) => /^\| (?:Filters|Scorers|Pickers) /.test(line));
    const named = rows.flatMap((row) => [...row.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name as string));
    expect(named.length).toBeGreaterThan(15);
    const { mapped } = readUpstreamConfig(configOf(...named.filter((name) => !NEEDY.has(name))));
    expect(mapped.filter(({ maps }) => maps !== 'yes')).toEqual([]);
  });

  test('without a profile all that is listed makes one, as upstream', () => {
    const { policy } = readUpstreamConfig({
      ...configOf('queue-scorer', 'decode-filter'),
      schedulingProfiles: undefined,
    });
    expect(chosen(policy, [{ waiting: 2 }, { waiting: 1 }, { labels: { 'llm-d.ai/role': 'prefill' } }])).toEqual({
      chosen: [1],
    });
  });

  const SLO = { 'x-llm-d-slo-ttft-ms': '100' };
  const FILTERED: readonly (readonly [
    what: string,
    plugIn: readonly [string, object],
    servers: readonly Server[],
    asked: Asked,
    chosen: object,
  ])[] = [
    [
      'what is busier than a limit',
      [
        'utilization-filter',
        {
          conditions: [
            { metric: 'waiting-queue', maxValue: 2 },
            { metric: 'kv-cache-utilization', maxValue: 0.5 },
          ],
        },
      ],
      [{ waiting: 3 }, { kv: 0.6 }, { waiting: 2, kv: 0.5 }],
      {},
      { chosen: [2] },
    ],
    [
      'or nobody',
      ['utilization-filter', { conditions: [{ metric: 'active-requests', maxValue: 0 }] }],
      [{ requests: 1 }],
      {},
      { refused: 'none-fits' },
    ],
    [
      'unless it falls back on all',
      ['utilization-filter', { conditions: [{ metric: 'running-requests', maxValue: 0 }], fallbackOnEmpty: true }],
      [{ running: 1 }],
      {},
      { chosen: [0] },
    ],
    [
      'full servers',
      ['utilization-detector', { queueDepthThreshold: 4, headroom: 0.5 }],
      [{ waiting: 6 }, { waiting: 5 }, { kv: 1.2 }],
      {},
      { chosen: [1] },
    ],
    [
      'servers with enough of ours',
      ['concurrency-detector', { maxConcurrency: 2 }],
      [{ requests: 2 }, { requests: 1 }],
      {},
      { chosen: [1] },
    ],
    [
      'pods by a selector',
      [
        'label-selector-filter',
        { matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'DoesNotExist' }] },
      ],
      [{}, { labels: { a: '1', b: '' } }, { labels: { a: '1' } }],
      {},
      { chosen: [2] },
    ],
    [
      'all but the server of a session',
      ['session-affinity-filter', {}],
      [{}, {}, {}],
      { headers: { 'x-session-token': Buffer.from('ns/pod1').toString('base64') } },
      { chosen: [1] },
    ],
    [
      'all but what a test names',
      ['header-based-testing-filter', {}],
      [{}, {}, {}],
      { headers: { 'test-epp-endpoint-selection': ' 10.0.0.9, 10.0.0.2' } },
      { chosen: [2] },
    ],
    ['all, where a test names nobody', ['header-based-testing-filter', {}], [{}], {}, { refused: 'none-fits' }],
    [
      'servers that will be late',
      ['slo-headroom-tier-filter', { epsilonExploreNeg: 0 }],
      [{ waiting: 9 }, {}],
      { headers: { ...SLO, 'x-llm-d-slo-tpot-ms': '100' } },
      { chosen: [1] },
    ],
  ];
  test.each(FILTERED)('a filter takes away %s', (_, plugIn, servers, asked, expected) => {
    expect(chosen(readUpstreamConfig(configOf(plugIn)).policy, servers, asked)).toMatchObject(expected);
  });

  test('sheddable requests are refused by the admitter of times, though no profile names it', () => {
    const config = {
      ...configOf('queue-scorer'),
      plugins: [{ type: 'queue-scorer' }, { type: 'latency-slo-admitter' }],
    };
    const busy = { running: 3, requests: 3, kv: 0.5, waiting: 50 };
    const { policy } = readUpstreamConfig(config);
    expect(chosen(policy, [busy], { priority: -1, headers: SLO })).toEqual({ refused: 'saturated' });
    expect(chosen(policy, [busy], { priority: 0, headers: SLO })).toEqual({ chosen: [0] });
  });

  test('a scorer that counts where requests went hears of it', () => {
    const { policy } = readUpstreamConfig(configOf('no-hit-lru-scorer'));
    const servers = [{}, {}];
    const places = [1, 2, 3].map(() => {
      const choice = policy?.choose(situationOf(servers));
      const place = choice && 'chosen' in choice ? (choice.chosen[0] as number) : -1;
      policy?.sent?.(situationOf(servers), place);
      return place;
    });
    expect(places).toEqual([0, 1, 0]);
  });

  test('a session by a token: the response brings it, the next request goes there', () => {
    const { policy } = readUpstreamConfig(configOf('session-affinity-scorer', 'destination-endpoint-served-verifier'));
    const first = policy?.choose(situationOf([{}, {}]));
    if (!first || 'refused' in first) throw new Error('nobody was chosen');
    const said = new Map(first.responseHeaders?.('10.0.0.9:1'));
    expect(said.get('x-conformance-test-served-endpoint')).toBe('10.0.0.9:1');
    const headers = { 'x-session-token': said.get('x-session-token') ?? '' };
    expect(chosen(policy, [{}, {}], { headers })).toMatchObject({ chosen: first.chosen });
    expect(Buffer.from(headers['x-session-token'], 'base64').toString()).toBe(`ns/pod${first.chosen[0]}`);
  });

  test.each(['session-affinity-scorer', 'session-affinity-filter'])(
    'a session by its id stays where it went, %s',
    (type) => {
      const parameters = { strategy: 'session_id', sessionIdConfig: { evictionTtlSeconds: 10 } };
      const { policy } = readUpstreamConfig(configOf([type, parameters]));
      const ask = (id: string, now: number, place?: number) => {
        const situation = { ...situationOf([{}, {}, {}], { headers: { 'x-session-id': id } }), now, random: () => 0 };
        const choice = policy?.choose(situation);
        const to = place ?? (choice && 'chosen' in choice ? (choice.chosen[0] as number) : -1);
        policy?.sent?.(situation, to);
        return to;
      };
      ask('a', 0, 2);
      ask('b', 0, 1);
      expect([ask('a', 9_000), ask('b', 9_000)]).toEqual([2, 1]);
      // With no chance at all the last of equals is taken.
      const stranger = ask('c', 9_000);
      ask('a', 9_000, stranger === 0 ? 1 : 0);
      expect(ask('a', 20_000)).toBe(stranger);
    },
  );

  test('a plug-in of the user’s own decides', () => {
    const config = configOf(['module', { path: './cheapest.ts' }]);
    const { policy } = readUpstreamConfig(config, new Map([['./cheapest.ts', cheapest]]));
    const price = (value: string) => ({ labels: { 'example.com/price': value } });
    expect(chosen(policy, [price('3'), price('1'), price('2')])).toEqual({ chosen: [1] });
  });
});

describe('outrigger inference policy', () => {
  test('the example is taken, with its module', async () => {
    const run = await runMain(['inference', 'policy', EXAMPLE]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('cheapest                       the same   module ./cheapest.ts\n');
  });

  test('what has no counterpart ends with 1', async () => {
    const text = readFileSync(EXAMPLE, 'utf8').replace('type: queue-scorer', 'type: topology-affinity-scorer');
    const run = await runMain(['inference', 'policy', writeInput(withoutModule(text), 'epp.yaml'), '-o', 'json']);
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ usable: false });
  });

  test('serve refuses it with its place', async () => {
    const text = withoutModule(readFileSync(EXAMPLE, 'utf8')).replace('decode-filter', 'topology-affinity-filter');
    const file = writeInput(text, 'epp.yaml');
    const run = await runMain(['inference', 'serve', '--endpoints', '127.0.0.1:1', '--policy-file', file]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('epp.yaml:5:3');
    expect(run.stderr).toContain('nothing here does what topology-affinity-filter does');
  });

  test.each([
    ['is not there', {}, 'cannot be loaded'],
    ['does not run', { 'cheapest.ts': 'throw new Error("boom");' }, 'boom'],
    ['exports nothing', { 'cheapest.ts': 'export {};' }, 'exports no function plugIn'],
  ])('a module that %s is said to be so', async (_, files, message) => {
    const folder = writeInputs({ ...files, 'epp.yaml': readFileSync(EXAMPLE, 'utf8') });
    const run = await runMain(['inference', 'policy', join(folder, 'epp.yaml')]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });
});

function withoutModule(text: string): string {
  return text
    .replace(/- name: cheapest\n(?: {2}.*\n)+/, '')
    .replace(/ {2}- pluginRef: cheapest\n {4}weight: 0.5\n/, '');
}
