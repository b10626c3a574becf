import { describe, expect, it } from 'vitest';
import { defaultRequests } from './default-requests.ts';
import { podResources, writtenResources } from './pod-resources.ts';
import { resourceRulesFor } from './resource-rules.ts';
import { container as c, type SmallPod, sidecar as s, showAmounts, smallPod } from './testing/small-pod.ts';

const ON = { PodLevelResources: true };

describe('the API server’s defaults', () => {
  it.each([
    ['makes the missing requests of a container its limits', '', 'cpu=2 memory=1Gi', 'cpu=2 memory=1Gi'],
    ['keeps the requests that are written', 'cpu=1', 'cpu=2 memory=1Gi', 'cpu=1 memory=1Gi'],
    ['keeps a request of zero', 'cpu=0', 'cpu=2', 'cpu=0'],
    ['rounds up to thousandths', 'cpu=1500u', 'cpu=0.0021 memory=1n', 'cpu=2m memory=1m'],
    ['invents nothing without limits', 'cpu=1', '', 'cpu=1'],
  ] as const)('%s', (_, requests, limits, expected) => {
    for (const kind of [c, s]) {
      const pod = smallPod({ inits: [kind('i', requests, limits)], mains: [c('m', requests, limits)] });
      for (const container of podResources(pod, resourceRulesFor(36, 2, {})).containers) {
        expect(showAmounts(container.requests)).toBe(expected);
      }
    }
  });

  it('are not filled in where the pod is read as it stands', () => {
    const resources = writtenResources(smallPod({ mains: [c('m', '', 'cpu=1')] }), resourceRulesFor(36, 2, {}));
    expect(showAmounts(resources.containers[0]?.requests ?? new Map())).toBe('');
  });

  type Row = readonly [what: string, minor: number, pod: SmallPod, requests: string, limits: string];
  // pkg/apis/core/v1/defaults.go at v1.32.13, v1.33.13 and v1.36.2: defaultPodRequests, defaultHugePagePodLimits.
  it.each<Row>([
    [
      'become the sum of its containers',
      36,
      { podLimits: 'cpu=4 memory=4Gi', inits: [s('s', 'cpu=1')], mains: [c('m', 'cpu=1')] },
      'cpu=2 memory=4Gi',
      'cpu=4 memory=4Gi',
    ],
    ['become its limits where no container asks', 36, { podLimits: 'cpu=4', mains: [c('m')] }, 'cpu=4', 'cpu=4'],
    [
      'stay as they are written',
      36,
      { podRequests: 'cpu=3', podLimits: 'cpu=4', mains: [c('m', 'cpu=1')] },
      'cpu=3',
      'cpu=4',
    ],
    ['are not made up without limits', 36, { podRequests: 'cpu=3', mains: [c('m', 'memory=1Gi')] }, 'cpu=3', ''],
    [
      'leave out what a pod cannot speak of',
      36,
      { podLimits: 'cpu=4 example.com/gpu=1', mains: [c('m', 'example.com/gpu=1')] },
      'cpu=4',
      'cpu=4 example.com/gpu=1',
    ],
    [
      'take huge pages from the limit of the containers',
      36,
      { podLimits: 'cpu=1', mains: [c('m', '', 'hugepages-2Mi=6Mi')] },
      'cpu=1 hugepages-2Mi=6Mi',
      'cpu=1 hugepages-2Mi=6Mi',
    ],
    [
      'leave huge pages alone when a request is written',
      36,
      { podRequests: 'hugepages-2Mi=8Mi', mains: [c('m', '', 'hugepages-2Mi=6Mi')] },
      'hugepages-2Mi=8Mi',
      '',
    ],
    [
      'did not leave them alone in 1.33',
      33,
      { podRequests: 'hugepages-2Mi=8Mi', mains: [c('m', '', 'hugepages-2Mi=6Mi')] },
      'hugepages-2Mi=8Mi',
      'hugepages-2Mi=6Mi',
    ],
    [
      'did not know huge pages in 1.32',
      32,
      { podLimits: 'cpu=1', mains: [c('m', '', 'hugepages-2Mi=6Mi')] },
      'cpu=1',
      'cpu=1',
    ],
  ])('of the requests of spec.resources %s', (_, minor, pod, requests, limits) => {
    const { podLevel } = podResources(smallPod(pod), resourceRulesFor(minor, 0, ON));
    expect(podLevel && showAmounts(podLevel.requests)).toBe(requests);
    expect(podLevel && showAmounts(podLevel.limits)).toBe(limits);
  });

  it('are the same when filled in twice', () => {
    const pod = smallPod({ podLimits: 'cpu=4', mains: [c('m', 'cpu=1', 'cpu=2 memory=1Gi hugepages-2Mi=2Mi')] });
    const once = podResources(pod, resourceRulesFor(36, 2, {}));
    expect(defaultRequests(once)).toEqual(once);
  });
});
