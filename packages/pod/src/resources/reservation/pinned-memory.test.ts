import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { type ResourceRules, resourceRulesFor } from '../resource-rules.ts';
import { container as c, guaranteed as g, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import type { MemorySupply, TopologySetting } from './node-supply.ts';
import { type MemoryReservation, reserveMemory } from './pinned-memory.ts';

const NEWEST = resourceRulesFor(36, 2, {});
const UNAWARE = resourceRulesFor(28, 3, { SidecarContainers: true });
const GIB = 2n ** 30n;

const gib = (size: number) => `cpu=1 memory=${size}Gi hugepages-1Gi=${size}Gi`;
const init = (name: string, size: number) => g(name, gib(size));
const side = (name: string, size: number) => s(name, gib(size), gib(size));

interface Asked {
  readonly rules?: ResourceRules;
  readonly supply?: MemorySupply;
  readonly topology?: TopologySetting;
}

function reserve(pod: SmallPod, { rules = NEWEST, supply = {}, topology }: Asked = {}): MemoryReservation {
  return reserveMemory(podResources(smallPod(pod), rules), supply, topology);
}

const inGib = (bytes: ReadonlyMap<string, bigint>) =>
  Object.fromEntries([...bytes].map(([name, size]) => [name, Number(size / GIB)]));

describe('the static policy of the memory manager', () => {
  // After TestStaticPolicyAllocateWithInitContainers, ...WithRestartableInitContainers in
  // pkg/kubelet/cm/memorymanager/policy_static_test.go@v1.36.2: GiB reserved on the node for the pod.
  it.each([
    ['apps that need more than their init containers', [init('i', 1), init('j', 2)], [3, 4], 7],
    ['init containers that need more than their apps', [init('i', 4), init('j', 3)], [2, 1], 4],
    ['apps that need as much as the largest init container', [init('i', 7), init('j', 4)], [4, 3], 7],
    ['the same in another division', [init('i', 7), init('j', 4)], [5, 2], 7],
    ['sidecars, whose memory is not given again', [init('i', 1), side('s', 2), init('j', 3), side('t', 4)], [1], 7],
  ] as const)('reserves for %s', (_, inits, mains, expected) => {
    const { reserved, shortfall } = reserve({ inits, mains: mains.map((size, i) => g(`m${i}`, gib(size))) });
    expect(inGib(reserved)).toEqual({ memory: expected, 'hugepages-1Gi': expected });
    expect(shortfall).toEqual(new Map());
  });

  it('says what each container reuses', () => {
    const { shares } = reserve({ inits: [init('i', 2), side('s', 1)], mains: [g('m', gib(3))] });
    expect(shares.map(({ container, reused }) => [container, inGib(reused).memory])).toEqual([
      ['i', 0],
      ['s', 1],
      ['m', 1],
    ]);
  });

  it('reserves too little in 1.28, where an app is promised the memory of its running sidecar', () => {
    const { reserved, shortfall } = reserve({ inits: [side('s', 1)], mains: [g('m', gib(2))] }, { rules: UNAWARE });
    expect(inGib(reserved).memory).toBe(2);
    expect(inGib(shortfall).memory).toBe(1);
  });

  // After Test_getPodRequestedResources.
  it.each([
    ['the largest init container', [init('i', 1), init('j', 4)], [1, 2], NEWEST, 4],
    ['the apps', [init('i', 1), init('j', 3)], [2, 3], NEWEST, 5],
    ['an init container beside a sidecar', [side('s', 2), init('j', 4)], [1, 2], NEWEST, 6],
    ['the apps and a sidecar', [side('s', 2), init('j', 4)], [2, 3], NEWEST, 7],
    ['the apps alone in 1.28', [side('s', 2), init('j', 4)], [2, 3], UNAWARE, 5],
  ] as const)('asks the topology manager for %s', (_, inits, mains, rules, expected) => {
    const { podAsk } = reserve({ inits, mains: mains.map((size, i) => g(`m${i}`, gib(size))) }, { rules });
    expect(inGib(podAsk)).toEqual({ memory: expected, 'hugepages-1Gi': expected });
  });

  it('forgets to ask for what only a sidecar requests', () => {
    const pod = { inits: [s('s', gib(1), gib(1))], mains: [g('m', 'cpu=1 memory=1Gi')] };
    expect([...reserve(pod).podAsk.keys()]).toEqual(['memory']);
    expect([...reserve(pod).reserved.keys()]).toEqual(['memory', 'hugepages-1Gi']);
  });

  it('leaves pods alone that are not Guaranteed or that set spec.resources', () => {
    expect(reserve({ mains: [c('m', gib(1))] }).shares).toEqual([]);
    expect(reserve({ podRequests: gib(4), podLimits: gib(4), mains: [g('m', gib(1))] }).shares).toEqual([]);
  });

  it.each([
    [
      undefined,
      '[memorymanager] failed to get the default NUMA affinity, no NUMA nodes with enough memory is available',
    ],
    [
      'single-numa-node',
      '[memorymanager] failed to get the default NUMA affinity, no NUMA nodes with enough memory is available',
    ],
    ['restricted', '[memorymanager] failed to find NUMA nodes to extend the current topology hint'],
  ] as const)('under the topology policy %s refuses what is too much', (policy, cause) => {
    const asked = {
      supply: {
        free: new Map([
          ['memory', 2n * GIB],
          ['hugepages-1Gi', 9n * GIB],
        ]),
      },
      ...(policy ? { topology: { policy, scope: 'pod' } as const } : {}),
    };
    expect(reserve({ mains: [g('m', gib(1)), g('n', gib(2))] }, asked).refusal).toEqual({
      container: 'n',
      manager: 'memory',
      reason: 'UnexpectedAdmissionError',
      message: `Allocate failed due to ${cause}, which is unexpected`,
    });
    expect(reserve({ inits: [init('i', 2)], mains: [g('m', gib(2))] }, asked).refusal).toBeUndefined();
  });

  it('refused a pod that asks only in spec.resources until 1.33', () => {
    const pod = { podRequests: gib(1), podLimits: gib(1), mains: [c('m')] };
    expect(reserve(pod, { rules: resourceRulesFor(33, 0, { PodLevelResources: true }) }).refusal?.manager).toBe(
      'memory',
    );
    expect(reserve(pod, { rules: resourceRulesFor(34, 0, {}) }).refusal).toBeUndefined();
  });
});
