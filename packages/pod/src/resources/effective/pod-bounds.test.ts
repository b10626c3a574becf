import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { printQuantity } from '../quantity/print-quantity.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { container as c, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { podBounds } from './pod-bounds.ts';

type Row = readonly [what: string, pod: SmallPod, limit: string | undefined, unbounded: readonly string[]];

// pkg/kubelet/cm/helpers_linux.go@v1.36.2, ResourceConfigForPod.
const ROWS: readonly Row[] = [
  ['when everyone has a limit', { inits: [s('s', '', 'memory=1Gi')], mains: [c('m', '', 'memory=2Gi')] }, '3Gi', []],
  ['not when a main container has none', { mains: [c('m', '', 'memory=2Gi'), c('n')] }, undefined, ['n']],
  ['not when the sidecar has none', { inits: [s('s')], mains: [c('m', '', 'memory=2Gi')] }, undefined, ['s']],
  [
    'not when an ordinary init container has none',
    { inits: [c('i')], mains: [c('m', '', 'memory=2Gi')] },
    undefined,
    ['i'],
  ],
  ['not by a limit of zero', { mains: [c('m', '', 'memory=0')] }, undefined, ['m']],
  [
    'although a second sidecar has none, because it is asked together with the first',
    { inits: [s('s', '', 'memory=1Gi'), s('t'), c('i')], mains: [c('m', '', 'memory=2Gi')] },
    '3Gi',
    ['t', 'i'],
  ],
  ['by spec.resources, whoever has none', { podLimits: 'memory=4Gi', mains: [c('m')] }, '4Gi', ['m']],
];

describe('the memory of a pod', () => {
  it.each(ROWS)('is bounded %s', (_, pod, limit, unbounded) => {
    const { memory } = podBounds(podResources(smallPod(pod), resourceRulesFor(36, 2, {})));
    expect(memory.limit && printQuantity(memory.limit)).toBe(limit);
    expect(memory.unbounded).toEqual(unbounded);
  });
});
