import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { type ResourceRules, resourceRulesFor } from '../resource-rules.ts';
import { container as c, guaranteed as g, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { type CpuReservation, reserveCpus } from './exclusive-cpus.ts';
import type { CpuSupply, TopologySetting } from './node-supply.ts';

const NEWEST = resourceRulesFor(36, 2, {});
const UNAWARE = resourceRulesFor(28, 3, { SidecarContainers: true });
/** One socket with four cores of two threads each, as in upstream's topoSingleSocketHT. */
const CORES = [
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];

const whole = (cpus: number) => `cpu=${cpus} memory=1Gi`;
const side = (name: string, cpus: number) => s(name, whole(cpus), whole(cpus));

interface Asked {
  readonly rules?: ResourceRules;
  readonly supply?: CpuSupply;
  readonly topology?: TopologySetting;
}

function reserve(pod: SmallPod, { rules = NEWEST, supply = { cores: CORES }, topology }: Asked = {}): CpuReservation {
  return reserveCpus(podResources(smallPod(pod), rules), supply, topology);
}

function shown({ shares }: CpuReservation): string {
  return shares.map(({ container, cpus }) => `${container}: ${cpus.join(' ') || '-'}`).join(', ');
}

describe('the static policy of the CPU manager', () => {
  // After TestStaticPolicyAdd, TestStaticPolicyReuseCPUs and TestStaticPolicyDoNotReuseCPUs in
  // pkg/kubelet/cm/cpumanager/policy_static_test.go@v1.36.2.
  it.each([
    ['a whole core', { mains: [g('m', whole(2))] }, 'm: 0 4'],
    ['single CPUs', { mains: [g('m', whole(1)), g('n', whole(1))] }, 'm: 0, n: 4'],
    ['cores before single CPUs', { mains: [g('m', whole(1)), g('n', whole(3))] }, 'm: 0, n: 1 4 5'],
    ['nothing of its own to a Burstable pod', { mains: [c('m', whole(2))] }, 'm: -'],
    ['nothing of its own to half a CPU', { mains: [g('m', 'cpu=1500m memory=1Gi')] }, 'm: -'],
    [
      'the CPUs of an init container again',
      { inits: [g('i', whole(4))], mains: [g('m', whole(2))] },
      'i: 0 1 4 5, m: 0 4',
    ],
    ['other CPUs than those of a sidecar', { inits: [side('s', 4)], mains: [g('m', whole(2))] }, 's: 0 1 4 5, m: 2 6'],
    [
      'what an init container leaves, and more',
      { inits: [g('i', whole(2)), side('s', 1)], mains: [g('m', whole(2))] },
      'i: 0 4, s: 0, m: 1 5',
    ],
    [
      'the CPUs of the first init container to the second',
      { inits: [g('i', whole(2)), g('j', whole(4))], mains: [g('m', whole(4))] },
      'i: 0 4, j: 0 1 4 5, m: 0 1 4 5',
    ],
  ] satisfies [string, SmallPod, string][])('gives %s', (_, pod, expected) => {
    const reservation = reserve(pod);
    expect(shown(reservation)).toBe(expected);
    expect(reservation.conflicts).toEqual([]);
  });

  it('gives the CPU of a running sidecar to the app as well in 1.28', () => {
    const reservation = reserve({ inits: [side('s', 1)], mains: [g('m', whole(2))] }, { rules: UNAWARE, supply: {} });
    expect(shown(reservation)).toBe('s: 0, m: 0 1');
    expect(reservation.conflicts).toEqual([{ containers: ['s', 'm'], cpus: [0] }]);
    expect(reservation.reserved).toEqual([0, 1]);
  });

  it('keeps CPUs booked to an init container that has ended and needed more than the app', () => {
    expect(reserve({ inits: [g('i', whole(4))], mains: [g('m', whole(2))] })).toMatchObject({
      reserved: [0, 1, 4, 5],
      idle: [1, 5],
    });
  });

  it.each([
    ['not-guaranteed', NEWEST, { inits: [s('s')], mains: [g('m', whole(2))] }],
    ['not-whole-cpus', NEWEST, { mains: [g('m', 'cpu=2500m memory=1Gi')] }],
    ['pod-level', NEWEST, { podRequests: whole(4), podLimits: whole(4), mains: [g('m', whole(2))] }],
    [
      'exclusive',
      resourceRulesFor(33, 0, { PodLevelResources: true }),
      { podRequests: whole(4), podLimits: whole(4), mains: [g('m', whole(2))] },
    ],
    [
      'no-request',
      resourceRulesFor(33, 0, { PodLevelResources: true }),
      { podRequests: whole(4), podLimits: whole(4), mains: [c('m')] },
    ],
  ] as const)('says %s as the reason', (why, rules, pod) => {
    expect(reserve(pod, { rules }).shares.at(-1)?.why).toBe(why);
  });

  it.each([
    [NEWEST, 7],
    [UNAWARE, 5],
  ])('asks the topology manager for what runs together as far as it knows', (rules, podAsk) => {
    const pod = { inits: [g('i', whole(5)), side('s', 3)], mains: [g('m', whole(4))] };
    expect(reserve(pod, { rules, supply: {} }).podAsk).toBe(podAsk);
  });

  it.each([
    [
      36,
      undefined,
      'UnexpectedAdmissionError',
      'Allocate failed due to not enough cpus available to satisfy request: requested=9, available=8, which is unexpected',
    ],
    [
      28,
      undefined,
      'UnexpectedAdmissionError',
      'Allocate failed due to not enough cpus available to satisfy request, which is unexpected',
    ],
    [
      36,
      'best-effort',
      'UnexpectedAdmissionError',
      'Allocate failed due to not enough cpus available to satisfy request: requested=1, available=0, which is unexpected',
    ],
    [36, 'restricted', 'TopologyAffinityError', 'Resources cannot be allocated with Topology locality'],
    [36, 'single-numa-node', 'TopologyAffinityError', 'Resources cannot be allocated with Topology locality'],
  ] as const)(
    'in 1.%i with the topology policy %s refuses what is too much with %s',
    (minor, policy, reason, message) => {
      const asked = {
        rules: resourceRulesFor(minor, 0, {}),
        ...(policy ? { topology: { policy, scope: 'container' } as const } : {}),
      };
      expect(reserve({ mains: [g('m', whole(9))] }, asked).refusal).toEqual({
        container: 'm',
        manager: policy && policy !== 'best-effort' ? 'topology' : 'cpu',
        reason,
        message,
      });
    },
  );

  it('is asked for the whole pod at once under the pod scope', () => {
    const topology = { policy: 'restricted', scope: 'pod' } as const;
    expect(reserve({ mains: [g('m', whole(5)), g('n', whole(4))] }, { topology }).refusal?.container).toBeUndefined();
    expect(reserve({ mains: [g('m', whole(4)), g('n', whole(4))] }, { topology }).refusal).toBeUndefined();
  });

  it('does not count out CPUs that no machine has', () => {
    expect(reserve({ mains: [g('m', 'cpu=1000Mi memory=1Gi')] }, { supply: {} }).refusal?.manager).toBe('cpu');
  });

  it('since 1.29 never gives one CPU to two containers that run together, whatever the pod', () => {
    const kinds = fc.array(fc.record({ isSidecar: fc.boolean(), cpus: fc.integer({ min: 1, max: 4 }) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(kinds, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), (inits, mains) => {
        const pod: SmallPod = {
          inits: inits.map(({ isSidecar, cpus }, i) => (isSidecar ? side(`i${i}`, cpus) : g(`i${i}`, whole(cpus)))),
          mains: mains.map((cpus, i) => g(`m${i}`, whole(cpus))),
        };
        const { conflicts, reserved, podAsk, shares } = reserve(pod, { supply: {} });
        expect(conflicts).toEqual([]);
        expect(reserved.length).toBeGreaterThanOrEqual(podAsk);
        expect(reserved.length).toBeLessThanOrEqual(shares.reduce((sum, { cpus }) => sum + cpus.length, 0));
      }),
    );
  });
});
