import { describe, expect, it } from 'vitest';
import { writtenResources } from '../pod-resources.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { container as c, type SmallPod, sidecar as s, showAmounts, smallPod } from '../testing/small-pod.ts';
import { effectiveLimits, effectiveRequests } from './effective-resources.ts';

type Row = readonly [what: string, pod: SmallPod, requests: string];

const INITS = [s('s', 'memory=5Mi cpu=4m'), c('i', 'memory=6Mi cpu=8m')];
const MAINS = [c('m', 'memory=3Mi cpu=2m')];

// After TestPodLevelResourceRequests in component-helpers/resource/helpers_test.go@v1.36.2.
const ROWS: readonly Row[] = [
  ['nothing at all', {}, ''],
  ['memory alone', { podRequests: 'memory=2Mi' }, 'memory=2Mi'],
  ['memory, with cpu from a container', { podRequests: 'memory=2Mi', mains: [c('m', 'cpu=2m')] }, 'cpu=2m memory=2Mi'],
  [
    'storage, which only containers can ask for',
    { podRequests: 'storage=2Mi', mains: [c('m', 'storage=3Mi')] },
    'storage=3Mi',
  ],
  [
    'storage, while a container asks for memory',
    { podRequests: 'storage=2Mi', mains: [c('m', 'memory=3Mi')] },
    'memory=3Mi',
  ],
  ['more than its container', { podRequests: 'memory=6Mi cpu=8m', mains: MAINS }, 'cpu=8m memory=6Mi'],
  [
    'more than its init containers and sidecars',
    { podRequests: 'memory=15Mi cpu=18m', inits: INITS, mains: MAINS },
    'cpu=18m memory=15Mi',
  ],
  ['nothing, beside init containers and sidecars', { inits: INITS, mains: MAINS }, 'cpu=12m memory=11Mi'],
  ['huge pages of one size', { podRequests: 'memory=10Mi hugepages-2Mi=2Mi' }, 'hugepages-2Mi=2Mi memory=10Mi'],
  [
    'huge pages of two sizes',
    { podRequests: 'cpu=1 hugepages-2Mi=2Mi hugepages-1Gi=1Gi' },
    'cpu=1 hugepages-1Gi=1Gi hugepages-2Mi=2Mi',
  ],
  [
    'huge pages of another size than its container',
    { podRequests: 'cpu=1 hugepages-2Mi=10Mi', mains: [c('m', 'memory=4Mi hugepages-1Gi=1Gi')] },
    'cpu=1 hugepages-1Gi=1Gi hugepages-2Mi=10Mi memory=4Mi',
  ],
  ['cpu, with overhead', { podRequests: 'cpu=1', overhead: 'cpu=250m' }, 'cpu=1250m'],
];

describe('spec.resources', () => {
  it.each(ROWS)('decides where it sets %s', (_, pod, expected) => {
    expect(showAmounts(effectiveRequests(writtenResources(smallPod(pod), resourceRulesFor(36, 2, {}))))).toBe(expected);
  });

  it('also decides the limits', () => {
    const pod = smallPod({ podLimits: 'cpu=4 storage=1', overhead: 'cpu=1', mains: [c('m', '', 'cpu=1 memory=1Gi')] });
    expect(showAmounts(effectiveLimits(writtenResources(pod, resourceRulesFor(36, 2, {}))))).toBe('cpu=5 memory=1Gi');
  });

  it.each([
    [31, {}, 'cpu=2m memory=3Mi'],
    [33, {}, 'cpu=2m memory=3Mi'],
    [32, { PodLevelResources: true }, 'cpu=2m memory=6Mi'],
    [34, {}, 'cpu=2m hugepages-2Mi=2Mi memory=6Mi'],
    [36, { PodLevelResources: false }, 'cpu=2m memory=3Mi'],
  ] as const)('counts in 1.%i with gates %o as far as the version knows it', (minor, gates, expected) => {
    const pod = smallPod({ podRequests: 'memory=6Mi hugepages-2Mi=2Mi', mains: MAINS });
    expect(showAmounts(effectiveRequests(writtenResources(pod, resourceRulesFor(minor, 0, gates))))).toBe(expected);
  });
});
