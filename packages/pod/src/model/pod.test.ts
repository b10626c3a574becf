import type { IContainer, IPod, IPodSpec } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import type { GateName } from '../kubelet/gates.ts';
import { type Kubelet, kubeletOf } from '../kubelet/profile.ts';
import { type Pod, readPod } from './pod.ts';

const app: IContainer = { name: 'app', image: 'app:1' };

describe('a pod as the engine reads it', () => {
  test('has the defaults of the API server', () => {
    expect(read({ containers: [app] })).toMatchObject({
      name: 'pod',
      namespace: 'default',
      restartPolicy: 'Always',
      graceSeconds: 30,
      activeDeadlineSeconds: undefined,
      readinessGates: [],
      hasSidecars: false,
    });
    expect(read({ terminationGracePeriodSeconds: 0, containers: [app] }).graceSeconds).toBe(0);
  });

  test('has its init containers first, then the main ones, then the ephemeral ones', () => {
    const pod = read({
      initContainers: [{ name: 'init' }, { name: 'proxy', restartPolicy: 'Always' }],
      containers: [app],
      ephemeralContainers: [{ name: 'debug' }],
    });
    expect(pod.containers.map((c) => [c.index, c.name, c.kind, c.field])).toEqual([
      [0, 'init', 'init', 'spec.initContainers{init}'],
      [1, 'proxy', 'sidecar', 'spec.initContainers{proxy}'],
      [2, 'app', 'main', 'spec.containers{app}'],
      [3, 'debug', 'ephemeral', 'spec.ephemeralContainers{debug}'],
    ]);
    expect([pod.inits, pod.mains].map((list) => list.map((c) => c.name))).toEqual([['init', 'proxy'], ['app']]);
    expect(pod.hasSidecars).toBe(true);
  });

  test.each([
    ['1.27', {}, 'init'],
    ['1.28', {}, 'init'],
    ['1.28', { SidecarContainers: true }, 'sidecar'],
    ['1.29', {}, 'sidecar'],
    ['1.29', { SidecarContainers: false }, 'init'],
  ])('in %s with %o takes an init container with restartPolicy Always for a %s', (version, gates, kind) => {
    const pod = read(
      { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }], containers: [app] },
      version,
      gates,
    );
    expect(pod.inits[0]?.kind).toBe(kind);
  });

  test.each([
    ['app', 'Always'],
    ['app:latest', 'Always'],
    ['registry.example:5000/team/app', 'Always'],
    ['app:1', 'IfNotPresent'],
    ['registry.example:5000/team/app:1', 'IfNotPresent'],
    [`app@sha256:${'0'.repeat(64)}`, 'IfNotPresent'],
    [`app:latest@sha256:${'0'.repeat(64)}`, 'IfNotPresent'],
  ])('pulls %s: %s', (image, policy) => {
    expect(read({ containers: [{ ...app, image }] }).mains[0]?.pullPolicy).toBe(policy);
    expect(read({ containers: [{ ...app, image, imagePullPolicy: 'Never' }] }).mains[0]?.pullPolicy).toBe('Never');
  });

  test('has probes on main containers and sidecars only, and hooks where they are written', () => {
    const probed: IContainer = { ...app, startupProbe: {}, lifecycle: { preStop: { sleep: { seconds: 3 } } } };
    const pod = read({
      initContainers: [
        { ...probed, name: 'init' },
        { ...probed, name: 'proxy', restartPolicy: 'Always' },
      ],
      containers: [probed],
    });
    expect(pod.containers.map((c) => [Object.keys(c.probes), c.hooks.preStop?.sleepSeconds])).toEqual([
      [[], 3],
      [['startup'], 3],
      [['startup'], 3],
    ]);
  });

  test('has the defaults of probes, for 0 as well as for nothing', () => {
    const defaults = {
      initialDelaySeconds: 0,
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
    };
    const probeOf = (livenessProbe: IContainer['livenessProbe'] & object) =>
      read({ containers: [{ ...app, livenessProbe }] }).mains[0]?.probes.liveness;
    expect(probeOf({})).toMatchObject({ kind: 'liveness', ...defaults, graceSeconds: undefined });
    expect(probeOf({ periodSeconds: 0, timeoutSeconds: 0, successThreshold: 0, failureThreshold: 0 })).toMatchObject(
      defaults,
    );
    expect(probeOf({ periodSeconds: 2, terminationGracePeriodSeconds: 5 })).toMatchObject({
      periodSeconds: 2,
      graceSeconds: 5,
    });
  });

  test('has policies and rules of its containers where the gate is on, and RestartAllContainers where its own is', () => {
    const restartPolicyRules = [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }];
    const spec = { containers: [{ ...app, restartPolicy: 'Never', restartPolicyRules } as IContainer] };
    const seen = (version: string) => {
      const pod = read(spec, version);
      return [pod.mains[0]?.restartPolicy, pod.mains[0]?.rules.map((rule) => rule.action), pod.mayRestartAll];
    };
    expect(seen('1.34')).toEqual([undefined, [], false]);
    expect(seen('1.35')).toEqual(['Never', ['None'], false]);
    expect(seen('1.36')).toEqual(['Never', ['RestartAllContainers'], true]);
  });
});

function read(spec: IPodSpec, version = '1.36', gates: Partial<Record<GateName, boolean>> = {}): Pod {
  const pod: IPod = { apiVersion: 'v1', kind: 'Pod', spec };
  return readPod(pod, kubeletOf(version, { gates }) as Kubelet);
}
