import type { IContainerStatus, INode, IPod } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { printQuantity } from '../quantity/print-quantity.ts';
import { amounts, container as c, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { describeNode } from './describe-node.ts';
import { KUBECTL_AS_IT_SHOULD, kubectlRulesFor } from './kubectl-rules.ts';
import { printCell, printNodeTotals } from './print-node-totals.ts';

const NODE = nodeWith('cpu=4 memory=12Gi hugepages-2Mi=2Gi hugepages-1Gi=0 pods=110');
const APP = [
  c('app', 'cpu=1 memory=1Gi', 'cpu=2 memory=2Gi'),
  c('pages', 'hugepages-2Mi=512Mi', 'hugepages-2Mi=512Mi'),
];
const SIDECAR: SmallPod = { inits: [s('side', 'cpu=1 memory=1Gi'), c('init', 'cpu=1 memory=1Gi')], mains: APP };

describe('describeNode', () => {
  // After TestDescribeNode, ...WithSidecar and ...WithPodLevelResources in kubectl/pkg/describe/describe_test.go@v1.36.2.
  it.each([
    [36, { mains: APP }, 'cpu 1 (25%) 2 (50%)', 'memory 1Gi (8%) 2Gi (16%)'],
    [28, SIDECAR, 'cpu 1 (25%) 2 (50%)', 'memory 1Gi (8%) 2Gi (16%)'],
    [29, SIDECAR, 'cpu 2 (50%) 2 (50%)', 'memory 2Gi (16%) 2Gi (16%)'],
    [36, SIDECAR, 'cpu 2 (50%) 2 (50%)', 'memory 2Gi (16%) 2Gi (16%)'],
    [
      36,
      { podRequests: 'cpu=2 memory=4Gi', podLimits: 'cpu=4 memory=8Gi', mains: [c('m')] },
      'cpu 2 (50%) 4 (100%)',
      'memory 4Gi (33%) 8Gi (66%)',
    ],
    [
      35,
      { podRequests: 'cpu=2 memory=4Gi', podLimits: 'cpu=4 memory=8Gi', mains: [c('m')] },
      'cpu 0 (0%) 0 (0%)',
      'memory 0 (0%) 0 (0%)',
    ],
  ] satisfies [number, SmallPod, string, string][])('adds up as kubectl 1.%i did', (minor, pod, cpu, memory) => {
    expect(lines([smallPod(pod)], minor).slice(0, 2)).toEqual([cpu, memory]);
  });

  it('prints the totals as kubectl does', () => {
    expect(printNodeTotals(describeNode(NODE, [smallPod(SIDECAR)], kubectlRulesFor(36)))).toBe(
      [
        'Allocated resources:',
        '  (Total limits may be over 100 percent, i.e., overcommitted.)',
        '  Resource           Requests     Limits',
        '  --------           --------     ------',
        '  cpu                2 (50%)      2 (50%)',
        '  memory             2Gi (16%)    2Gi (16%)',
        '  ephemeral-storage  0 (0%)       0 (0%)',
        '  hugepages-1Gi      0 (0%)       0 (0%)',
        '  hugepages-2Mi      512Mi (25%)  512Mi (25%)',
      ].join('\n'),
    );
  });

  it('lists extended resources last and without a percentage', () => {
    const node = nodeWith('cpu=4 memory=1Gi example.com/gpu=4 example.com/fpga=1 pods=110');
    const { totals } = describeNode(
      node,
      [smallPod({ mains: [c('m', 'example.com/gpu=2', 'example.com/gpu=2')] })],
      kubectlRulesFor(36),
    );
    expect(totals.slice(3).map((row) => `${row.resource} ${printCell(row.requests)}`)).toEqual([
      'example.com/fpga 0',
      'example.com/gpu 2',
    ]);
  });

  it('cuts percentages off in floating point', () => {
    const row = describeNode(
      nodeWith('cpu=1 memory=3'),
      [smallPod({ mains: [c('m', 'cpu=290m memory=2')] })],
      kubectlRulesFor(36),
    ).rows[0];
    expect(row && [row.cpuRequests.percent, row.memoryRequests.percent]).toEqual([28, 66]);
  });

  it('uses the capacity of a node that reports nothing allocatable', () => {
    const node: INode = { apiVersion: 'v1', kind: 'Node', status: { capacity: amounts('cpu=8 memory=24Gi') } };
    const { totals } = describeNode(node, [smallPod({ mains: APP })], kubectlRulesFor(36));
    expect(totals[0] && printCell(totals[0].requests)).toBe('1 (12%)');
  });

  it('shows in the rows of an empty node what Go makes of a division by zero, and 0 in its totals', () => {
    const { rows, totals } = describeNode(nodeWith('pods=1'), [smallPod({ mains: APP })], kubectlRulesFor(36));
    expect(rows[0] && printCell(rows[0].cpuRequests)).toBe('1 (-9223372036854775808%)');
    expect(totals[0] && printCell(totals[0].requests)).toBe('1 (0%)');
  });

  it('leaves out pods that have ended or stand elsewhere', () => {
    const pods: readonly IPod[] = [
      smallPod({ mains: APP, status: { phase: 'Succeeded' } }),
      smallPod({ mains: APP, status: { phase: 'Failed' } }),
      withNode(smallPod({ mains: APP }), 'elsewhere'),
      withNode(smallPod({ mains: APP, status: { phase: 'Running' } }), 'node'),
    ];
    expect(describeNode(NODE, pods, kubectlRulesFor(36)).rows).toHaveLength(1);
  });

  it('adds up several pods in their order', () => {
    expect(
      lines([smallPod({ mains: [c('m', 'memory=1Gi')] }), smallPod({ mains: [c('m', 'memory=1G')] })], 36)[1],
    ).toBe('memory 2073741824 (16%) 0 (0%)');
  });

  it('says which quantities it could not read', () => {
    const { problems } = describeNode(
      nodeWith('cpu=many'),
      [smallPod({ mains: [c('m', 'cpu=1x')] })],
      kubectlRulesFor(36),
    );
    expect(problems.map((problem) => problem.field)).toEqual([
      'status.allocatable.cpu',
      'spec.containers[0].resources.requests.cpu',
    ]);
  });
});

describe('while a pod is being resized', () => {
  const growing = smallPod({
    inits: [s('side', 'cpu=100m', 'cpu=100m')],
    mains: [c('m', 'cpu=1', 'cpu=1')],
    status: {
      containerStatuses: [reported('m', 'cpu=2', 'cpu=2')],
      initContainerStatuses: [reported('side', 'cpu=200m', 'cpu=300m')],
    },
  });

  it.each([
    ['the spec up to 1.28, without sidecars', kubectlRulesFor(28), '1 / 1', '1 / 1'],
    ['promised requests of main containers from 1.29 to 1.32', kubectlRulesFor(32), '2100m / 1100m', '2100m / 1100m'],
    ['promised requests of sidecars too from 1.33 to 1.35', kubectlRulesFor(35), '2200m / 1100m', '2200m / 1100m'],
    ['the status in rows and the spec in totals from 1.36 on', kubectlRulesFor(36), '2200m / 2300m', '1100m / 1100m'],
    ['the status everywhere as it should', KUBECTL_AS_IT_SHOULD, '2200m / 2300m', '2200m / 2300m'],
  ])('kubectl counts %s', (_, kubectl, inRow, inTotal) => {
    const { rows, totals } = describeNode(NODE, [growing], kubectl);
    const show = (requests: (typeof totals)[0]['requests'] | undefined, limits: typeof requests) =>
      requests && limits && `${printQuantity(requests.amount)} / ${printQuantity(limits.amount)}`;
    expect(show(rows[0]?.cpuRequests, rows[0]?.cpuLimits)).toBe(inRow);
    expect(show(totals[0]?.requests, totals[0]?.limits)).toBe(inTotal);
  });

  it('names the pods whose row disagrees with the totals', () => {
    const { disagreements } = describeNode(NODE, [growing, smallPod({ mains: APP })], kubectlRulesFor(36));
    expect(disagreements.map(({ name, resource, field }) => `${name} ${resource} ${field}`)).toEqual([
      'pod cpu requests',
      'pod cpu limits',
    ]);
    expect(describeNode(NODE, [growing], KUBECTL_AS_IT_SHOULD).disagreements).toEqual([]);
  });
});

function lines(pods: readonly IPod[], minor: number): readonly string[] {
  return describeNode(NODE, pods, kubectlRulesFor(minor)).totals.map(
    ({ resource, requests, limits }) => `${resource} ${printCell(requests)} ${printCell(limits)}`,
  );
}

function nodeWith(allocatable: string): INode {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node' }, status: { allocatable: amounts(allocatable) } };
}

function withNode(pod: IPod, nodeName: string): IPod {
  return { ...pod, spec: { containers: [], ...pod.spec, nodeName } };
}

function reported(name: string, requests: string, limits: string): IContainerStatus {
  const resources = { requests: amounts(requests), limits: amounts(limits) };
  return {
    name,
    image: '',
    imageID: '',
    ready: true,
    restartCount: 0,
    resources,
    allocatedResources: amounts(requests),
  };
}
