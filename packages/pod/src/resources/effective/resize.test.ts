import type { IContainerStatus, IPodStatus } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { amounts, container as c, type SmallPod, sidecar as s, showAmounts, smallPod } from '../testing/small-pod.ts';
import { effectiveLimits, effectiveRequests } from './effective-resources.ts';

const INFEASIBLE = { conditions: [{ type: 'PodResizePending', status: 'True', reason: 'Infeasible' }] };
const DEFERRED = { conditions: [{ type: 'PodResizePending', status: 'True', reason: 'Deferred' }] };
const ON = { InPlacePodVerticalScaling: true };

interface Reported {
  readonly requests?: string;
  readonly limits?: string;
  readonly allocated?: string;
}

function status(name: string, { requests, limits, allocated }: Reported): IContainerStatus {
  const resources = {
    ...(requests ? { requests: amounts(requests) } : {}),
    ...(limits ? { limits: amounts(limits) } : {}),
  };
  return {
    name,
    image: name,
    imageID: name,
    ready: true,
    restartCount: 0,
    ...(requests || limits ? { resources } : {}),
    ...(allocated ? { allocatedResources: amounts(allocated) } : {}),
  };
}

const main = (reported: Reported): IPodStatus => ({ containerStatuses: [status('m', reported)] });
const side = (reported: Reported): IPodStatus => ({ initContainerStatuses: [status('s', reported)] });

type Row = readonly [what: string, minor: number, pod: SmallPod, requests: string];

// After the resize rows of TestPodResourceRequests and TestAggregateContainerRequestsAndLimits in
// component-helpers/resource/helpers_test.go@v1.36.2; the older versions from their own sources.
const REQUESTS: readonly Row[] = [
  ['more asked than in force', 36, { mains: [c('m', 'cpu=4')], status: main({ requests: 'cpu=2' }) }, 'cpu=4'],
  ['less asked than in force', 36, { mains: [c('m', 'cpu=1')], status: main({ requests: 'cpu=2' }) }, 'cpu=2'],
  ['nothing asked but something in force', 36, { mains: [c('m')], status: main({ requests: 'cpu=2' }) }, 'cpu=2'],
  [
    'per resource the largest of asked, promised and in force',
    36,
    {
      mains: [c('m', 'cpu=30m memory=20M ephemeral-storage=10G')],
      status: main({
        requests: 'cpu=10m memory=30M ephemeral-storage=20G',
        allocated: 'cpu=20m memory=10M ephemeral-storage=30G',
      }),
    },
    'cpu=30m ephemeral-storage=30G memory=30M',
  ],
  [
    'an infeasible resize by what is in force',
    36,
    { mains: [c('m', 'cpu=4')], status: { ...INFEASIBLE, ...main({ requests: 'cpu=2' }) } },
    'cpu=2',
  ],
  [
    'an infeasible resize after one under way by what is promised',
    36,
    { mains: [c('m', 'cpu=6')], status: { ...INFEASIBLE, ...main({ requests: 'cpu=2', allocated: 'cpu=4' }) } },
    'cpu=4',
  ],
  [
    'a deferred resize by what is asked',
    36,
    { mains: [c('m', 'cpu=4')], status: { ...DEFERRED, ...main({ requests: 'cpu=2' }) } },
    'cpu=4',
  ],
  [
    'a sidecar as well',
    36,
    { inits: [s('s', 'cpu=1')], mains: [c('m', 'cpu=1')], status: side({ requests: 'cpu=2' }) },
    'cpu=3',
  ],
  [
    'an infeasible sidecar',
    36,
    { inits: [s('s', 'cpu=4')], mains: [c('m')], status: { ...INFEASIBLE, ...side({ requests: 'cpu=2' }) } },
    'cpu=2',
  ],
  [
    'an ordinary init container by its spec',
    36,
    { inits: [c('s', 'cpu=4')], mains: [c('m')], status: side({ requests: 'cpu=9' }) },
    'cpu=4',
  ],
  [
    'a status without resources by the spec',
    36,
    { mains: [c('m', 'cpu=1')], status: main({ allocated: 'cpu=9' }) },
    'cpu=1',
  ],
  [
    '1.32: what is in force, not what is promised',
    32,
    { mains: [c('m', 'cpu=1')], status: main({ requests: 'cpu=2', allocated: 'cpu=9' }) },
    'cpu=2',
  ],
  [
    '1.32: a sidecar by its spec',
    32,
    { inits: [s('s', 'cpu=1')], mains: [c('m')], status: side({ requests: 'cpu=9' }) },
    'cpu=1',
  ],
  [
    '1.32: infeasible by the field status.resize',
    32,
    { mains: [c('m', 'cpu=4')], status: { resize: 'Infeasible', ...main({ requests: 'cpu=2' }) } },
    'cpu=2',
  ],
  [
    '1.31: what is promised, not what is in force',
    31,
    { mains: [c('m', 'cpu=1')], status: main({ requests: 'cpu=9', allocated: 'cpu=2' }) },
    'cpu=2',
  ],
  [
    '1.31: infeasible by what is promised',
    31,
    { mains: [c('m', 'cpu=4')], status: { resize: 'Infeasible', ...main({ allocated: 'cpu=2' }) } },
    'cpu=2',
  ],
  [
    '1.31: the condition means nothing yet',
    31,
    { mains: [c('m', 'cpu=4')], status: { ...INFEASIBLE, ...main({ allocated: 'cpu=2' }) } },
    'cpu=4',
  ],
];

describe('a pod that is being resized', () => {
  it.each(REQUESTS)('counts %s', (_, minor, pod, expected) => {
    const resources = podResources(smallPod(pod), resourceRulesFor(minor, 0, ON));
    expect(showAmounts(effectiveRequests(resources, { withStatus: true }))).toBe(expected);
  });

  it.each<Row>([
    [
      'the larger of asked and in force',
      36,
      { mains: [c('m', '', 'memory=2Gi')], status: main({ limits: 'memory=1Gi' }) },
      'memory=2Gi',
    ],
    [
      'also when scaled down',
      36,
      { mains: [c('m', '', 'memory=1Gi')], status: main({ limits: 'memory=2Gi' }) },
      'memory=2Gi',
    ],
    [
      'also of a sidecar',
      36,
      { inits: [s('s', '', 'memory=1Gi')], mains: [c('m')], status: side({ limits: 'memory=2Gi' }) },
      'memory=2Gi',
    ],
    [
      'what is in force when infeasible',
      36,
      { mains: [c('m', '', 'cpu=4')], status: { ...INFEASIBLE, ...main({ limits: 'cpu=2' }) } },
      'cpu=2',
    ],
    ['the spec until 1.31', 31, { mains: [c('m', '', 'cpu=1')], status: main({ limits: 'cpu=2' }) }, 'cpu=1'],
  ])('has as limit %s', (_, minor, pod, expected) => {
    const resources = podResources(smallPod(pod), resourceRulesFor(minor, 0, ON));
    expect(showAmounts(effectiveLimits(resources, { withStatus: true }))).toBe(expected);
  });

  it('is counted by its spec when nobody asks for the status', () => {
    const pod = smallPod({ mains: [c('m', 'cpu=4')], status: { ...INFEASIBLE, ...main({ requests: 'cpu=2' }) } });
    expect(showAmounts(effectiveRequests(podResources(pod, resourceRulesFor(36, 0, {}))))).toBe('cpu=4');
  });

  it('is counted by its spec where resizing is off', () => {
    const pod = smallPod({ mains: [c('m', 'cpu=1')], status: main({ requests: 'cpu=2', allocated: 'cpu=3' }) });
    const resources = podResources(pod, resourceRulesFor(30, 0, {}));
    expect(showAmounts(effectiveRequests(resources, { withStatus: true }))).toBe('cpu=1');
  });

  it('says where each share was read', () => {
    const pod = smallPod({
      mains: [c('m', 'cpu=1 memory=3')],
      status: main({ requests: 'cpu=2 memory=1', allocated: 'cpu=1' }),
    });
    const requests = effectiveRequests(podResources(pod, resourceRulesFor(36, 0, {})), { withStatus: true });
    expect(requests.get('cpu')?.steady.shares[0]?.source).toBe('actuated');
    expect(requests.get('memory')?.steady.shares[0]?.source).toBe('spec');
  });
});

describe('a resize of spec.resources', () => {
  const pod = smallPod({
    podRequests: 'cpu=4',
    podLimits: 'cpu=4',
    mains: [c('m', 'cpu=1')],
    status: {
      resources: { requests: amounts('cpu=2'), limits: amounts('cpu=8') },
      allocatedResources: amounts('cpu=6'),
    },
  });
  it.each([
    [36, {}, 'cpu=6', 'cpu=8'],
    [36, { InPlacePodLevelResourcesVerticalScaling: false }, 'cpu=4', 'cpu=4'],
    [35, {}, 'cpu=4', 'cpu=4'],
    [35, { InPlacePodLevelResourcesVerticalScaling: true }, 'cpu=6', 'cpu=8'],
  ] as const)('counts from 1.%i on with gates %o', (minor, gates, requests, limits) => {
    const resources = podResources(pod, resourceRulesFor(minor, 0, gates));
    expect(showAmounts(effectiveRequests(resources, { withStatus: true }))).toBe(requests);
    expect(showAmounts(effectiveLimits(resources, { withStatus: true }))).toBe(limits);
  });
});
