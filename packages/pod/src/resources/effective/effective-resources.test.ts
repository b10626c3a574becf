import fc from 'fast-check';
import type { IContainer } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { podResources, writtenResources } from '../pod-resources.ts';
import { type ResourceRules, resourceRulesFor } from '../resource-rules.ts';
import { container as c, type SmallPod, sidecar as s, showAmounts, smallPod } from '../testing/small-pod.ts';
import { effectiveLimits, effectiveRequests } from './effective-resources.ts';

const NEWEST = resourceRulesFor(36, 2, {});

type Row = readonly [what: string, pod: SmallPod, requests: string];
type TwoRow = readonly [what: string, pod: SmallPod, requests: string, limits: string];

// The examples of reference C.1, then after TestPodResourceRequests, TestPodResourceLimits,
// TestPodRequestsAndLimitsWithoutOverhead and TestAggregateContainerRequestsAndLimits in
// component-helpers/resource/helpers_test.go@v1.36.2. Each row is tried for requests and again for limits.
const ROWS: readonly Row[] = [
  [
    'a sidecar before a heavy init container',
    { inits: [s('s', 'cpu=100m'), c('i', 'cpu=200m')], mains: [c('m', 'cpu=100m')] },
    'cpu=300m',
  ],
  [
    'the same init container before the sidecar',
    { inits: [c('i', 'cpu=200m'), s('s', 'cpu=100m')], mains: [c('m', 'cpu=100m')] },
    'cpu=200m',
  ],
  ['a larger init container', { inits: [c('i', 'cpu=4')], mains: [c('m', 'cpu=1')] }, 'cpu=4'],
  ['larger main containers', { inits: [c('i', 'cpu=2')], mains: [c('m', 'cpu=2'), c('n', 'cpu=3')] }, 'cpu=5'],
  [
    'init containers one after the other',
    { inits: [c('i', 'cpu=1 memory=5'), c('j', 'cpu=40 memory=120')], mains: [c('m', 'cpu=5 memory=17')] },
    'cpu=40 memory=120',
  ],
  ['a sidecar and a main container', { inits: [s('s', 'cpu=1')], mains: [c('m', 'cpu=1')] }, 'cpu=2'],
  [
    'several sidecars after an init container',
    { inits: [c('i', 'cpu=5'), s('s', 'cpu=1'), s('t', 'cpu=2'), s('u', 'cpu=3')], mains: [c('m', 'cpu=1')] },
    'cpu=7',
  ],
  [
    'an init container that does not wait for the sidecar after it',
    {
      inits: [c('i', 'cpu=5'), s('s', 'cpu=1'), s('t', 'cpu=2'), c('j', 'cpu=5'), s('u', 'cpu=3')],
      mains: [c('m', 'cpu=1')],
    },
    'cpu=8',
  ],
  [
    'a sidecar, an init container and a main one',
    { inits: [s('s', 'cpu=10'), c('i', 'cpu=200')], mains: [c('m', 'cpu=100')] },
    'cpu=210',
  ],
  [
    'resources one by one',
    { inits: [s('s', 'memory=5Mi'), c('i', 'cpu=4')], mains: [c('m', 'cpu=2 memory=3Mi')] },
    'cpu=4 memory=8Mi',
  ],
  [
    'containers that ask for different things',
    { mains: [c('m', 'cpu=1'), c('n', 'example.com/gpu=2')] },
    'cpu=1 example.com/gpu=2',
  ],
  ['nobody who asks for anything', { inits: [c('i'), s('s')], mains: [c('m')] }, ''],
  ['one container with and one without', { mains: [c('m', 'cpu=2 memory=2Gi'), c('n')] }, 'cpu=2 memory=2Gi'],
  ['amounts in different formats', { mains: [c('m', 'memory=1G'), c('n', 'memory=1Gi')] }, 'memory=2073741824'],
  ['a zero before an amount', { mains: [c('m', 'memory=0'), c('n', 'memory=1Gi')] }, 'memory=1Gi'],
];

describe('effective requests and limits', () => {
  it.each(ROWS)('count %s', (_, pod, expected) => {
    expect(showAmounts(effectiveRequests(podResources(smallPod(pod), NEWEST)))).toBe(expected);
    const asLimits = {
      ...pod,
      inits: pod.inits?.map(requestsAsLimits) ?? [],
      mains: pod.mains?.map(requestsAsLimits) ?? [],
    };
    expect(showAmounts(effectiveLimits(writtenResources(smallPod(asLimits), NEWEST)))).toBe(expected);
  });

  // After TestPodRequestsAndLimits and the overhead rows of the others.
  it.each<TwoRow>([
    [
      'to every request, also where no container asks',
      { overhead: 'cpu=5 memory=5', mains: [c('m', 'cpu=1', 'cpu=2')] },
      'cpu=6 memory=5',
      'cpu=7',
    ],
    [
      'to no limit that does not exist',
      { overhead: 'cpu=1 memory=1Gi', mains: [c('m', 'cpu=5')] },
      'cpu=6 memory=1Gi',
      '',
    ],
    ['to no limit of zero', { overhead: 'cpu=1', mains: [c('m', 'cpu=0', 'cpu=0')] }, 'cpu=1', 'cpu=0'],
    [
      'after the comparison with init containers',
      { overhead: 'cpu=1', inits: [c('i', 'cpu=9')], mains: [c('m', 'cpu=5')] },
      'cpu=10',
      '',
    ],
  ])('add the overhead %s', (_, pod, requests, limits) => {
    const resources = podResources(smallPod(pod), NEWEST);
    expect(showAmounts(effectiveRequests(resources))).toBe(requests);
    expect(showAmounts(effectiveLimits(resources))).toBe(limits);
    expect(effectiveRequests(resources, { withoutOverhead: true }).get('cpu')?.overhead).toBeUndefined();
  });

  it('leave the overhead out when asked to', () => {
    const resources = podResources(
      smallPod({ overhead: 'cpu=3 memory=8', mains: [c('m', 'cpu=5', 'cpu=10')] }),
      NEWEST,
    );
    expect(showAmounts(effectiveRequests(resources, { withoutOverhead: true }))).toBe('cpu=5');
    expect(showAmounts(effectiveLimits(resources, { withoutOverhead: true }))).toBe('cpu=10');
  });

  it('take a sidecar for an ordinary init container where the version does not know sidecars', () => {
    const pod = smallPod({ inits: [s('s', 'cpu=100m'), c('i', 'cpu=200m')], mains: [c('m', 'cpu=100m')] });
    for (const rules of [resourceRulesFor(27, 0, {}), resourceRulesFor(28, 0, {})]) {
      expect(showAmounts(effectiveRequests(podResources(pod, rules)))).toBe('cpu=200m');
    }
    expect(
      showAmounts(effectiveRequests(podResources(pod, resourceRulesFor(28, 0, { SidecarContainers: true })))),
    ).toBe('cpu=300m');
  });

  it('leave out a quantity that cannot be read and say where it stands', () => {
    const resources = podResources(
      smallPod({ inits: [s('s', 'cpu=lots')], mains: [c('m', 'cpu=1', 'memory=1GB')] }),
      NEWEST,
    );
    expect(showAmounts(effectiveRequests(resources))).toBe('cpu=1');
    expect(resources.problems.map(({ field, text }) => `${field}: ${text}`)).toEqual([
      'spec.initContainers[0].resources.requests.cpu: lots',
      'spec.containers[0].resources.limits.memory: 1GB',
    ]);
  });
});

describe('the explanation of an effective amount', () => {
  const why = (pod: SmallPod, rules: ResourceRules = NEWEST) =>
    effectiveRequests(podResources(smallPod(pod), rules)).get('cpu');

  it('names the init container that decides and the sidecars beside it', () => {
    const cpu = why({ inits: [s('s', 'cpu=100m'), c('i', 'cpu=200m'), s('t', 'cpu=1m')], mains: [c('m', 'cpu=100m')] });
    expect(cpu?.decidedBy).toBe('init');
    expect(cpu?.peak?.own.container).toBe('i');
    expect(cpu?.peak?.beside.map((share) => share.container)).toEqual(['s']);
    expect(cpu?.steady.shares.map((share) => share.container)).toEqual(['m', 's', 't']);
  });

  it('names the first of two init containers that need the same', () => {
    expect(why({ inits: [c('i', 'cpu=2'), c('j', 'cpu=2')], mains: [c('m', 'cpu=1')] })?.peak?.own.container).toBe('i');
  });

  it('prefers the steady state when an init container needs just as much', () => {
    expect(why({ inits: [c('i', 'cpu=2')], mains: [c('m', 'cpu=2')] })?.decidedBy).toBe('steady');
  });

  it('says that spec.resources overruled the containers', () => {
    const cpu = why({ podRequests: 'cpu=4', inits: [c('i', 'cpu=9')], mains: [c('m', 'cpu=1')] });
    expect(cpu).toMatchObject({ decidedBy: 'pod', peak: { own: { container: 'i' } } });
  });
});

const share = fc.constantFrom('cpu=0', 'cpu=1m', 'cpu=100m', 'cpu=250m', 'cpu=1', 'cpu=1.5', 'cpu=4', '');
const inits = fc.array(fc.record({ isSidecar: fc.boolean(), share }), { maxLength: 5 });
const mains = fc.array(share, { minLength: 1, maxLength: 3 });

function podOf(initShapes: readonly { isSidecar: boolean; share: string }[], mainShares: readonly string[]): SmallPod {
  return {
    inits: initShapes.map((shape, i) => (shape.isSidecar ? s : c)(`i${i}`, shape.share)),
    mains: mainShares.map((text, i) => c(`m${i}`, text)),
  };
}

function cpuOf(pod: SmallPod): bigint {
  return effectiveRequests(podResources(smallPod(pod), NEWEST)).get('cpu')?.total.nanos ?? 0n;
}

describe('whatever the pod, an effective request', () => {
  it('is never less than all main containers and sidecars together, nor than any init container', () => {
    fc.assert(
      fc.property(inits, mains, (initShapes, mainShares) => {
        const cpu = cpuOf(podOf(initShapes, mainShares));
        expect(cpu).toBeGreaterThanOrEqual(
          cpuOf(
            podOf(
              initShapes.filter((shape) => shape.isSidecar),
              mainShares,
            ),
          ),
        );
        for (const shape of initShapes) expect(cpu).toBeGreaterThanOrEqual(cpuOf(podOf([], [shape.share])));
      }),
    );
  });

  it('does not depend on the order of main containers, nor on that of neighbouring sidecars', () => {
    fc.assert(
      fc.property(inits, mains, (initShapes, mainShares) => {
        const sidecarsOnly = initShapes.map((shape) => ({ ...shape, isSidecar: true }));
        expect(cpuOf(podOf(initShapes, mainShares.toReversed()))).toBe(cpuOf(podOf(initShapes, mainShares)));
        expect(cpuOf(podOf(sidecarsOnly.toReversed(), mainShares))).toBe(cpuOf(podOf(sidecarsOnly, mainShares)));
      }),
    );
  });

  it('only grows when an ordinary init container moves behind a sidecar', () => {
    fc.assert(
      fc.property(inits, mains, (initShapes, mainShares) => {
        const initsFirst = initShapes.toSorted((a, b) => Number(a.isSidecar) - Number(b.isSidecar));
        expect(cpuOf(podOf(initsFirst, mainShares))).toBeLessThanOrEqual(cpuOf(podOf(initShapes, mainShares)));
        expect(cpuOf(podOf(initsFirst.toReversed(), mainShares))).toBeGreaterThanOrEqual(
          cpuOf(podOf(initShapes, mainShares)),
        );
      }),
    );
  });

  it('never falls when another container is added', () => {
    fc.assert(
      fc.property(inits, mains, fc.boolean(), share, (initShapes, mainShares, isSidecar, more) => {
        const before = cpuOf(podOf(initShapes, mainShares));
        expect(cpuOf(podOf([...initShapes, { isSidecar, share: more }], mainShares))).toBeGreaterThanOrEqual(before);
        expect(cpuOf(podOf(initShapes, [...mainShares, more]))).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is at least as large with sidecars known as without', () => {
    fc.assert(
      fc.property(inits, mains, (initShapes, mainShares) => {
        const pod = smallPod(podOf(initShapes, mainShares));
        const unaware = effectiveRequests(podResources(pod, resourceRulesFor(27, 0, {}))).get('cpu')?.total.nanos ?? 0n;
        expect(cpuOf(podOf(initShapes, mainShares))).toBeGreaterThanOrEqual(unaware);
      }),
    );
  });
});

function requestsAsLimits(from: IContainer): IContainer {
  const { requests, ...others } = from.resources ?? {};
  return { ...from, resources: { ...others, ...(requests ? { limits: requests } : {}) } };
}
