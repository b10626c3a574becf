import { describe, expect, test } from 'vitest';
import { GATE_NAMES, type GateName, gatesOf, isGateName } from './gates.ts';

describe('feature gates', () => {
  test.each<[GateName, first: number | 'never']>([
    ['SidecarContainers', 29],
    ['PodReadyToStartContainersCondition', 29],
    ['PodLifecycleSleepAction', 30],
    ['PodLifecycleSleepActionAllowZero', 33],
    ['ContainerRestartRules', 35],
    ['RestartAllContainersOnContainerExits', 36],
    ['ContainerStopSignals', 'never'],
    ['KubeletEnsureSecretPulledImages', 35],
    ['ReduceDefaultCrashLoopBackOffDecay', 'never'],
    ['KubeletCrashLoopBackOffMax', 35],
    ['ProbeTerminationGracePeriod', 27],
  ])('%s is on by default from 1.%s', (gate, first) => {
    const on = versionsWith(gate);
    expect(on[0] ?? 'never').toBe(first);
    expect(on).toEqual(first === 'never' ? [] : MINORS.filter((minor) => minor >= first));
  });

  test('ChangeContainerStatusOnKubeletRestart is the one that goes off: in 1.35', () => {
    expect(versionsWith('ChangeContainerStatusOnKubeletRestart')).toEqual(MINORS.filter((minor) => minor < 35));
  });

  test('can be set for one kubelet, and leave the others as they are', () => {
    const changed = gatesOf(28, { SidecarContainers: true, ProbeTerminationGracePeriod: false });
    expect(changed).toEqual({ ...gatesOf(28), SidecarContainers: true, ProbeTerminationGracePeriod: false });
  });

  test('have names, and nothing else is one', () => {
    expect(GATE_NAMES.every(isGateName)).toBe(true);
    expect(['', 'sidecarContainers', 'NoSuchGate', 'constructor', '__proto__', 'toString'].filter(isGateName)).toEqual(
      [],
    );
  });
});

const MINORS = Array.from({ length: 11 }, (_, i) => 27 + i);

function versionsWith(gate: GateName): readonly number[] {
  return MINORS.filter((minor) => gatesOf(minor)[gate]);
}
