import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { type ResourceRules, resourceRulesFor } from '../resource-rules.ts';
import { container as c, guaranteed as g, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import type { NodeSupply } from './node-supply.ts';
import { type PodReservation, reserveForPod } from './reserve-for-pod.ts';
import { sayReservation } from './say-reservation.ts';

const NEWEST = resourceRulesFor(36, 2, {});
const UNAWARE = resourceRulesFor(28, 3, { SidecarContainers: true });
const GPU = 'example.com/gpu';

function reserve(pod: SmallPod, node: NodeSupply, rules: ResourceRules = NEWEST): PodReservation {
  return reserveForPod(podResources(smallPod(pod), rules), node);
}

const gpus = (count: number) => `${GPU}=${count}`;
const free = (...devices: string[]) => ({ devices: new Map([[GPU, { free: devices, hasTopology: true }]]) });
const SIX = free('d1', 'd2', 'd3', 'd4', 'd5', 'd6');

function devicesOf(reservation: PodReservation): Readonly<Record<string, string>> {
  const shares = reservation.devices.get(GPU)?.shares ?? [];
  return Object.fromEntries(shares.map(({ container, devices }) => [container, devices.join(' ')]));
}

describe('the device manager', () => {
  // After TestInitContainerDeviceAllocation and TestRestartableInitContainerDeviceAllocation in
  // pkg/kubelet/cm/devicemanager/manager_test.go@v1.36.2.
  it('gives the devices of init containers again to those after them', () => {
    const pod = {
      inits: [c('i', '', gpus(1)), c('j', '', gpus(2))],
      mains: [c('m', '', gpus(1)), c('n', '', gpus(1))],
    };
    expect(devicesOf(reserve(pod, free('d1', 'd2')))).toEqual({ i: 'd1', j: 'd1 d2', m: 'd1', n: 'd2' });
  });

  it('lets a sidecar keep its devices since 1.29', () => {
    const pod = {
      inits: [c('i', '', gpus(3)), s('s', '', gpus(1)), s('t', '', gpus(2))],
      mains: [c('m', '', gpus(1)), c('n', '', gpus(2))],
    };
    const reservation = reserve(pod, SIX);
    expect(devicesOf(reservation)).toEqual({ i: 'd1 d2 d3', s: 'd1', t: 'd2 d3', m: 'd4', n: 'd5 d6' });
    expect(reservation.devices.get(GPU)).toMatchObject({ conflicts: [], podAsk: 6 });
  });

  it('gives the device of a running sidecar to the app as well in 1.28', () => {
    const pod = { inits: [s('s', '', gpus(1))], mains: [c('m', '', gpus(1))] };
    const assignment = reserve(pod, SIX, UNAWARE).devices.get(GPU);
    expect(assignment?.conflicts).toEqual([{ containers: ['s', 'm'], devices: ['d1'] }]);
    // The topology manager is asked by the scheduler's sum, which knew sidecars already.
    expect(assignment?.podAsk).toBe(2);
  });

  it('refuses a pod when there are too few', () => {
    expect(reserve({ mains: [c('m', '', gpus(1)), c('n', '', gpus(2))] }, free('d1', 'd2')).refusal).toEqual({
      container: 'n',
      manager: 'devices',
      reason: 'UnexpectedAdmissionError',
      message: `Allocate failed due to requested number of devices unavailable for ${GPU}. Requested: 2, Available: 1, which is unexpected`,
    });
  });

  it('counts init container’s devices for one container, but not for the pod as a whole', () => {
    const pod = { inits: [c('i', '', gpus(2))], mains: [c('m', '', gpus(2)), c('n', '', gpus(1))] };
    const under = (scope: 'container' | 'pod') =>
      reserve(pod, { ...free('d1', 'd2'), topology: { policy: 'restricted', scope } }).refusal;
    expect(under('container')).toMatchObject({ container: 'n', reason: 'TopologyAffinityError' });
    expect(under('pod')).toMatchObject({ container: undefined, reason: 'TopologyAffinityError' });
  });
});

describe('reserveForPod', () => {
  it('takes the containers in the order of their turns', () => {
    expect(reserve({ inits: [c('i'), s('s')], mains: [c('m')] }, {}).order).toEqual(['i', 's', 'm']);
  });

  it('reports nothing for managers that are off', () => {
    expect(reserve({ mains: [g('m', 'cpu=1 memory=1Gi')] }, {})).toMatchObject({
      cpus: undefined,
      memory: undefined,
      devices: new Map(),
    });
  });

  it('reports the refusal that comes first, devices before CPUs of the same container', () => {
    const both = { mains: [g('m', `cpu=3 memory=1Gi ${gpus(3)}`)] };
    expect(reserve(both, { ...free('d1'), cpu: { cores: [[0]] } }).refusal?.manager).toBe('devices');
    const later = { mains: [g('m', 'cpu=3 memory=1Gi'), g('n', `cpu=1 memory=1Gi ${gpus(3)}`)] };
    expect(reserve(later, { ...free('d1'), cpu: { cores: [[0]] } }).refusal?.manager).toBe('cpu');
  });

  it('shows in sentences what 1.28 does to an app and its sidecar, and what 1.29 does', () => {
    const both = `cpu=1 memory=1Gi ${gpus(1)}`;
    const pod = { inits: [s('proxy', both, both)], mains: [g('app', both)] };
    const node = { ...SIX, cpu: {}, memory: {} };
    const unaware = 'this kubelet takes a sidecar for an init container that ends (k/k#119447, #120461, #120715, 1.29)';
    expect(sayReservation(reserve(pod, node, UNAWARE))).toEqual([
      'proxy has CPU 0 for itself',
      'app has CPU 0 for itself',
      `proxy and app run at the same time on CPU 0: ${unaware}`,
      '1073741824 bytes of memory are set apart for the pod',
      `1073741824 bytes of memory that its containers use at the same time are not set apart: ${unaware}`,
      'proxy gets example.com/gpu d1',
      'app gets example.com/gpu d1',
      `proxy and app use example.com/gpu d1 at the same time: ${unaware}`,
    ]);
    expect(sayReservation(reserve(pod, node, resourceRulesFor(29, 0, {})))).toEqual([
      'proxy has CPU 0 for itself',
      'app has CPU 1 for itself',
      '2147483648 bytes of memory are set apart for the pod',
      'proxy gets example.com/gpu d1',
      'app gets example.com/gpu d2',
    ]);
  });

  it('says why containers share, what lies idle, and why a pod is refused', () => {
    expect(
      sayReservation(reserve({ inits: [s('proxy')], mains: [g('app', 'cpu=1 memory=1Gi')] }, { cpu: {} })),
    ).toEqual([
      'proxy runs on the shared CPUs: the pod is not Guaranteed',
      'app runs on the shared CPUs: the pod is not Guaranteed',
    ]);
    expect(
      sayReservation(
        reserve({ inits: [g('big', 'cpu=2 memory=1Gi')], mains: [g('app', 'cpu=1 memory=1Gi')] }, { cpu: {} }),
      ).at(-1),
    ).toBe('CPU 1 stays set apart although the init container that had it has ended');
    expect(sayReservation(reserve({ mains: [c('m', '', gpus(1))] }, free()))).toEqual([
      `the kubelet refuses the pod with UnexpectedAdmissionError: Allocate failed due to requested number of devices unavailable for ${GPU}. Requested: 1, Available: 0, which is unexpected`,
    ]);
  });
});
