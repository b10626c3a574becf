import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { podResources, writtenResources } from '../pod-resources.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { container as c, guaranteed as g, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { type QosClass, qosVerdict } from './qos-class.ts';
import { sayQos } from './say-qos.ts';

const NEWEST = resourceRulesFor(36, 2, {});
const BOTH = 'cpu=100m memory=100Mi';
const BURST = c('burst', 'cpu=10m memory=100Mi', 'cpu=100m memory=200Mi');

type Row = readonly [what: string, expected: QosClass, pod: SmallPod];

// After TestComputePodQOS in pkg/apis/core/v1/helper/qos/qos_test.go@v1.36.2, and sidecars.
const ROWS: readonly Row[] = [
  ['requests equal to limits', 'Guaranteed', { mains: [g('m', BOTH)] }],
  ['two such containers', 'Guaranteed', { mains: [g('m', BOTH), g('n', BOTH)] }],
  ['nothing asked for', 'BestEffort', { mains: [c('m'), c('n')] }],
  ['a second container that asks for cpu', 'Burstable', { mains: [c('m'), c('n', 'cpu=1', 'cpu=2')] }],
  ['a second container that asks for nothing', 'Burstable', { mains: [g('m', BOTH), c('n')] }],
  ['memory only', 'Burstable', { mains: [g('m', 'memory=100Mi')] }],
  ['requests without limits', 'Burstable', { mains: [c('m', BOTH)] }],
  [
    'cpu limit above the request',
    'Burstable',
    { mains: [c('m', 'cpu=1 memory=100Mi', 'cpu=2 memory=100Mi'), g('n', BOTH)] },
  ],
  ['sums that match, without a limit', 'Burstable', { mains: [c('m', BOTH, 'cpu=200m memory=200Mi'), c('n', BOTH)] }],
  ['limits above requests', 'Burstable', { mains: [BURST] }],
  ['requests of zero', 'Burstable', { mains: [c('m', 'cpu=0 memory=0', 'cpu=100m memory=200Mi')] }],
  ['huge pages only', 'BestEffort', { mains: [c('m', 'cpu=0 hugepages-2Mi=1Gi', 'cpu=0 hugepages-2Mi=1Gi')] }],
  ['an init container that asks', 'Burstable', { inits: [BURST], mains: [c('m')] }],
  ['an ordinary init container without limits', 'Burstable', { inits: [c('i')], mains: [g('m', BOTH)] }],
  ['a sidecar without limits', 'Burstable', { inits: [s('s')], mains: [g('m', BOTH)] }],
  ['a sidecar with equal limits', 'Guaranteed', { inits: [s('s', BOTH, BOTH)], mains: [g('m', BOTH)] }],
  ['equal pod limits', 'Guaranteed', { podRequests: BOTH, podLimits: BOTH, mains: [c('m')] }],
  [
    'equal pod limits, whatever the container asks',
    'Guaranteed',
    { podRequests: BOTH, podLimits: BOTH, mains: [BURST] },
  ],
  [
    'pod limits above requests',
    'Burstable',
    { podRequests: 'cpu=10m memory=10Mi', podLimits: BOTH, mains: [g('m', BOTH)] },
  ],
  ['pod requests without limits', 'Burstable', { podRequests: BOTH, mains: [g('m', BOTH)] }],
  ['a pod limit for cpu only', 'Burstable', { podRequests: BOTH, podLimits: 'cpu=100m', mains: [g('m', BOTH)] }],
  [
    'pod-level huge pages only',
    'BestEffort',
    { podRequests: 'hugepages-2Mi=2Mi', podLimits: 'hugepages-2Mi=2Mi', mains: [g('m', BOTH)] },
  ],
];

describe('the QoS class', () => {
  it.each(ROWS)('of %s is %s', (_, expected, pod) => {
    expect(qosVerdict(writtenResources(smallPod(pod), NEWEST)).class).toBe(expected);
  });

  it('counts requests that default to limits', () => {
    expect(qosVerdict(podResources(smallPod({ mains: [c('m', '', BOTH)] }), NEWEST)).class).toBe('Guaranteed');
  });

  it('ignores spec.resources where the version does not know it', () => {
    const pod = smallPod({ podRequests: BOTH, podLimits: BOTH, mains: [c('m')] });
    expect(qosVerdict(podResources(pod, resourceRulesFor(33, 0, {}))).class).toBe('BestEffort');
    expect(qosVerdict(podResources(pod, resourceRulesFor(34, 0, {})))).toMatchObject({
      class: 'Guaranteed',
      decidedBy: 'pod',
    });
  });

  it('is taken from the status since 1.29', () => {
    const pod = smallPod({ mains: [c('m', BOTH)], status: { qosClass: 'Guaranteed' } });
    expect(qosVerdict(podResources(pod, resourceRulesFor(29, 0, {})))).toMatchObject({
      class: 'Guaranteed',
      decidedBy: 'status',
    });
    expect(qosVerdict(podResources(pod, resourceRulesFor(28, 0, {})))).toMatchObject({
      class: 'Burstable',
      decidedBy: 'containers',
    });
  });

  it('is explained by every container that keeps the pod from being Guaranteed', () => {
    const pod = smallPod({
      inits: [s('proxy', 'memory=1Gi', 'cpu=1')],
      mains: [g('app', BOTH), c('log', BOTH, 'cpu=200m memory=100Mi')],
    });
    const verdict = qosVerdict(podResources(pod, NEWEST));
    expect(verdict.obstacles).toEqual([
      { container: 'proxy', kind: 'sidecar', resource: 'memory', problem: 'no-limit' },
      { container: 'log', kind: 'main', resource: 'cpu', problem: 'request-below-limit' },
    ]);
    expect(sayQos(verdict)).toBe(
      'Burstable, not Guaranteed: sidecar proxy sets no memory limit; container log requests less cpu than its limit',
    );
  });

  it.each([
    [{ mains: [g('m', BOTH)] }, 'Guaranteed: every container’s requests equal its limits for cpu and memory'],
    [
      { podRequests: 'cpu=1', mains: [c('m')] },
      'Burstable, not Guaranteed: spec.resources sets no cpu limit; spec.resources sets no memory limit',
    ],
    [
      { inits: [c('i', 'cpu=0', 'cpu=1 memory=1')], mains: [g('m', BOTH)] },
      'Burstable, not Guaranteed: init container i requests no cpu',
    ],
  ] satisfies [SmallPod, string][])('of %o is told in a sentence', (pod, sentence) => {
    expect(sayQos(qosVerdict(podResources(smallPod(pod), NEWEST))).replace("'", '’')).toBe(sentence);
  });

  it('is Guaranteed exactly when nothing stands in the way, as long as no request exceeds its limit', () => {
    const asked = fc.constantFrom(
      ['', ''],
      [BOTH, BOTH],
      ['', BOTH],
      [BOTH, ''],
      ['cpu=50m', BOTH],
      ['cpu=100m', 'cpu=100m'],
    );
    const list = fc.array(asked, { maxLength: 3 });
    fc.assert(
      fc.property(list, list, (inits, mains) => {
        const verdict = qosVerdict(
          podResources(
            smallPod({
              inits: inits.map(([requests, limits], i) => s(`s${i}`, requests, limits)),
              mains: [g('m', BOTH), ...mains.map(([requests, limits], i) => c(`m${i}`, requests, limits))],
            }),
            NEWEST,
          ),
        );
        expect(verdict.class === 'Guaranteed').toBe(verdict.obstacles.length === 0);
      }),
    );
  });
});
