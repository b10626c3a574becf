import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { kubeletRefuses } from './kubelet-refuses.ts';

const sidecar = { spec: { initContainers: [{ name: 'mesh', restartPolicy: 'Always' }] } };
const restarts = { spec: { containers: [{ restartPolicyRules: [{ action: 'RestartAllContainers' }] }] } };
const wholePod = { spec: { resources: { limits: { cpu: '1' } } } };
const strictGroups = { spec: { securityContext: { supplementalGroupsPolicy: 'Strict' } } };
const os = { 'kubernetes.io/os': 'windows' };

describe('kubeletRefuses', () => {
  it.each([
    ['a sidecar', sidecar, 27, {}, undefined],
    ['a sidecar', sidecar, 28, {}, 'InitContainerRestartPolicyForbidden'],
    ['a sidecar', sidecar, 28, { SidecarContainers: true }, undefined],
    ['a sidecar', sidecar, 29, {}, undefined],
    ['a sidecar', sidecar, 32, { SidecarContainers: false }, 'InitContainerRestartPolicyForbidden'],
    ['a sidecar', sidecar, 33, { SidecarContainers: false }, undefined],
    ['a restart of all containers', restarts, 34, {}, undefined],
    ['a restart of all containers', restarts, 36, {}, undefined],
    ['a restart of all containers', restarts, 35, { NodeDeclaredFeatures: true }, 'PodFeatureUnsupported'],
    ['resources of the pod', wholePod, 36, {}, undefined],
    ['resources of the pod', wholePod, 34, { PodLevelResources: false }, 'PodLevelResourcesNotSupported'],
    ['resources of the pod', wholePod, 33, { PodLevelResources: false }, undefined],
    ['another system', { spec: { os: { name: 'windows' } } }, 30, {}, 'PodOSNotSupported'],
    ['a label of another system', { metadata: { labels: os } }, 30, {}, 'PodOSSelectorNodeLabelDoesNotMatch'],
    ['an unsafe sysctl', sysctl('net.ipv4.tcp_rmem'), 31, {}, 'SysctlForbidden'],
    ['a safe sysctl', sysctl('net.ipv4.tcp_rmem'), 32, {}, undefined],
  ] as const)('%s under 1.%i', (_what, pod, minor, gates, reason) => {
    void _what;
    expect(kubeletRefuses(pod, apiServer(minor, gates))?.reason).toBe(reason);
  });

  it('fails the pod and tells of it in an event', () => {
    const message = 'Init container "mesh" may not have a non-default restartPolicy';
    const reason = 'InitContainerRestartPolicyForbidden';
    expect(kubeletRefuses(sidecar, apiServer(28))).toEqual({
      reason,
      message,
      status: { phase: 'Failed', reason, message: `Pod was rejected: ${message}` },
      event: { type: 'Warning', reason, message },
    });
  });

  it.each([
    ['groups of the image', strictGroups, { supplementalGroupsPolicy: false }, 'SupplementalGroupsPolicyNotSupported'],
    ['resources of the pod', wholePod, { os: 'windows' }, 'PodLevelResourcesNotSupported'],
  ] as const)('depends on the node for %s', (_what, pod, node, reason) => {
    expect(kubeletRefuses(pod, apiServer())).toBeUndefined();
    expect(kubeletRefuses(pod, apiServer(), node)?.reason).toBe(reason);
  });

  it.each([
    ['kernel.shm_rmid_forced', { hostIPC: true }, '"kernel.shm_rmid_forced" not allowed with host IPC enabled'],
    ['net/ipv4/tcp_syncookies', { hostNetwork: true }, '"net.ipv4.tcp_syncookies" not allowed with host Net enabled'],
    ['kernel.msgmax', {}, '"kernel.msgmax" not allowlisted'],
  ])('says why %s may not be set', (name, shared, problem) => {
    const { spec } = sysctl(name);
    expect(kubeletRefuses({ spec: { ...spec, ...shared } }, apiServer())?.message).toBe(`forbidden sysctl: ${problem}`);
  });
});

function sysctl(name: string): { readonly spec: object } {
  return { spec: { securityContext: { sysctls: [{ name, value: '1' }] } } };
}
