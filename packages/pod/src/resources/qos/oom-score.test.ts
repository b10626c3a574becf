import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { podResources, writtenResources } from '../pod-resources.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { container as c, guaranteed as g, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { oomScores } from './oom-score.ts';

const NEWEST = resourceRulesFor(36, 2, {});
/** The capacity of most upstream cases, in bytes. */
const CAPACITY = 8_000_000_000n;
const EIGHTH = 'memory=1000000000';
const TWENTIETH = 'memory=400000000';
const HALF = 'memory=4000000000';

type Row = readonly [what: string, pod: SmallPod, capacity: bigint, scores: Readonly<Record<string, number>>];

// After TestGetContainerOOMScoreAdjust in pkg/kubelet/qos/policy_test.go@v1.36.2.
const ROWS: readonly Row[] = [
  ['a cpu limit only', { mains: [c('m', '', 'cpu=10')] }, 4_000_000_000n, { m: 999 }],
  ['a memory limit only', { mains: [c('m', 'cpu=0', 'memory=10G')] }, CAPACITY, { m: 999 }],
  ['a memory limit of zero', { mains: [c('m', '', 'memory=0')] }, 7_230_457_451n, { m: 1000 }],
  ['nothing', { mains: [c('m')] }, 4_000_000_000n, { m: 1000 }],
  ['equal requests and limits', { mains: [g('m', 'memory=10G cpu=5m')] }, 123_456_789n, { m: -997 }],
  ['half of the memory', { mains: [c('m', `${HALF} cpu=5m`, 'memory=10G')] }, CAPACITY, { m: 500 }],
  ['all but one byte', { mains: [c('m', 'memory=7999999999 cpu=5m')] }, CAPACITY, { m: 3 }],
  ['more than there is', { mains: [c('m', 'memory=9999999999')] }, CAPACITY, { m: 3 }],
  ['an eighth of the memory', { mains: [c('m', EIGHTH)] }, CAPACITY, { m: 875 }],
  ['an ordinary init container', { inits: [c('i', EIGHTH)], mains: [c('m', EIGHTH)] }, CAPACITY, { i: 875, m: 875 }],
  [
    'a sidecar as large as the app',
    { inits: [c('i', EIGHTH), s('s', EIGHTH)], mains: [c('m', EIGHTH)] },
    CAPACITY,
    { i: 875, s: 875, m: 875 },
  ],
  [
    'a small sidecar',
    { inits: [c('i', EIGHTH), s('s', TWENTIETH)], mains: [c('m', EIGHTH)] },
    CAPACITY,
    { i: 875, s: 875, m: 875 },
  ],
  [
    'a big sidecar',
    { inits: [c('i', EIGHTH), s('s', HALF)], mains: [c('m', EIGHTH)] },
    CAPACITY,
    { i: 875, s: 500, m: 875 },
  ],
  [
    'a sidecar and two apps',
    { inits: [s('s', TWENTIETH)], mains: [c('m', HALF), c('n', EIGHTH)] },
    CAPACITY,
    { s: 875, m: 500, n: 875 },
  ],
];

const POD = 'cpu=5m memory=2000000000';
const POD_LIMIT = 'cpu=5m memory=2000001000';
const SMALL = 'cpu=5m memory=500000000';

// The rows with spec.resources: what it requests beyond its containers is shared out equally among them.
const POD_LEVEL: readonly Row[] = [
  [
    'equal pod limits',
    { podRequests: POD, podLimits: POD, mains: [c('m'), c('n')] },
    4_000_000_000n,
    { m: -997, n: -997 },
  ],
  [
    'equal pod limits and unequal containers',
    { podRequests: POD, podLimits: POD, mains: [c('m', 'cpu=3m', POD), c('n')] },
    4_000_000_000n,
    { m: -997, n: -997 },
  ],
  [
    'no container that asks',
    { podRequests: POD, podLimits: POD_LIMIT, mains: [c('m'), c('n')] },
    4_000_000_000n,
    { m: 750, n: 750 },
  ],
  [
    'containers that ask for all of it',
    { podRequests: POD, podLimits: POD_LIMIT, mains: [c('m', EIGHTH), c('n', EIGHTH)] },
    4_000_000_000n,
    { m: 750, n: 750 },
  ],
  [
    'one container that asks for half',
    { podRequests: POD, podLimits: POD_LIMIT, mains: [c('m', EIGHTH), c('n')] },
    4_000_000_000n,
    { m: 625, n: 875 },
  ],
  [
    'a sidecar, nobody asks',
    { podRequests: POD, podLimits: POD_LIMIT, inits: [s('s')], mains: [c('m')] },
    4_000_000_000n,
    { s: 750, m: 750 },
  ],
  [
    'a sidecar that asks for as much',
    { podRequests: POD, podLimits: POD_LIMIT, inits: [s('s', EIGHTH)], mains: [c('m', EIGHTH)] },
    4_000_000_000n,
    { s: 750, m: 750 },
  ],
  [
    'a sidecar that asks for less than every app',
    {
      podRequests: POD,
      podLimits: POD_LIMIT,
      inits: [s('s', 'memory=200000000')],
      mains: [c('m', EIGHTH), c('n', SMALL)],
    },
    4_000_000_000n,
    { s: 850, m: 725, n: 850 },
  ],
];

function scoresOf(pod: SmallPod, capacity: bigint, rules = NEWEST): Readonly<Record<string, number>> {
  const scores = oomScores(writtenResources(smallPod(pod), rules), capacity);
  return Object.fromEntries([...scores].map(([name, { score }]) => [name, score]));
}

describe('the OOM score', () => {
  it.each([...ROWS, ...POD_LEVEL])('with %s', (_, pod, capacity, scores) => {
    expect(scoresOf(pod, capacity)).toEqual(scores);
  });

  it.each([
    ['system-node-critical', 2_000_001_000, -997],
    ['system-node-critical', undefined, -997],
    ['system-node-critical', 1000, 1000],
    ['system-cluster-critical', 2_000_000_000, 1000],
  ])('of the priority class %s with priority %s is %i', (priorityClassName, priority, score) => {
    const pod = smallPod({ mains: [c('m')] });
    const spec = { containers: [], ...pod.spec, priorityClassName, ...(priority === undefined ? {} : { priority }) };
    expect(oomScores(podResources({ ...pod, spec }, NEWEST), CAPACITY).get('m')?.score).toBe(score);
  });

  it.each([
    [31, {}, 950],
    [32, {}, 875],
    [32, { SidecarContainers: false }, 950],
    [33, {}, 875],
  ] as const)('of a small sidecar in 1.%i with gates %o is %i', (minor, gates, score) => {
    const pod: SmallPod = { inits: [s('s', TWENTIETH)], mains: [c('m', EIGHTH)] };
    expect(scoresOf(pod, CAPACITY, resourceRulesFor(minor, 0, gates)).s).toBe(score);
  });

  it('says when the smallest app decided for a sidecar', () => {
    const scores = oomScores(
      podResources(smallPod({ inits: [s('s', TWENTIETH)], mains: [c('m', EIGHTH)] }), NEWEST),
      CAPACITY,
    );
    expect(scores.get('s')).toEqual({ score: 875, decidedBy: 'smallest-main', countedBytes: 1_000_000_000n });
    expect(scores.get('m')?.decidedBy).toBe('own-request');
  });

  it('counts what the node has promised, not what a resize asks for', () => {
    const status = {
      name: 'm',
      image: '',
      imageID: '',
      ready: true,
      restartCount: 0,
      allocatedResources: { memory: '1G' },
    };
    const pod: SmallPod = { mains: [c('m', HALF)], status: { containerStatuses: [status] } };
    expect(scoresOf(pod, CAPACITY).m).toBe(875);
    expect(scoresOf(pod, CAPACITY, resourceRulesFor(32, 0, {})).m).toBe(500);
  });

  it('refuses a node without memory', () => {
    expect(() => oomScores(podResources(smallPod({}), NEWEST), 0n)).toThrow(RangeError);
  });

  it('never makes a sidecar easier to kill than every app since 1.32', () => {
    const size = fc.integer({ min: 0, max: 9_000 }).map((mega) => `memory=${mega}M`);
    fc.assert(
      fc.property(size, fc.array(size, { minLength: 1, maxLength: 3 }), (own, apps) => {
        const scores = scoresOf({ inits: [s('s', own)], mains: apps.map((app, i) => c(`m${i}`, app)) }, CAPACITY);
        const ofApps = apps.map((_, i) => scores[`m${i}`] ?? 0);
        expect(scores.s).toBeLessThanOrEqual(Math.max(...ofApps));
      }),
    );
  });
});
