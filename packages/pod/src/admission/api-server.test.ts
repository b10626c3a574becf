import { describe, expect, it } from 'vitest';
import { apiServer, apiServerGates } from './api-server.ts';

describe('apiServerGates', () => {
  it.each([
    [27, 'SidecarContainers', undefined],
    [28, 'SidecarContainers', false],
    [29, 'SidecarContainers', true],
    [28, 'PodLifecycleSleepAction', undefined],
    [29, 'PodLifecycleSleepAction', false],
    [30, 'PodLifecycleSleepAction', true],
    [33, 'ContainerRestartRules', undefined],
    [34, 'ContainerRestartRules', false],
    [35, 'ContainerRestartRules', true],
    [35, 'RestartAllContainersOnContainerExits', false],
    [36, 'RestartAllContainersOnContainerExits', true],
    [37, 'RestartAllContainersOnContainerExits', true],
  ] as const)('of 1.%i have %s as %s', (minor, gate, on) => {
    expect(apiServerGates(minor)[gate]).toBe(on);
  });
});

describe('apiServer', () => {
  it.each([
    ['turns a gate on', 28, { SidecarContainers: true }, true],
    ['turns a gate off', 30, { SidecarContainers: false }, false],
    ['leaves a locked gate alone', 33, { SidecarContainers: false }, true],
    ['does not learn a gate that came later', 27, { SidecarContainers: true }, undefined],
  ] as const)('%s', (_what, minor, featureGates, on) => {
    expect(apiServer(minor, featureGates).gates.SidecarContainers).toBe(on);
  });

  it('is of 1.36 unless told otherwise', () => {
    expect(apiServer().minor).toBe(36);
  });
});
