import { describe, expect, it } from 'vitest';
import { addPluginDefaults } from './plugin-defaults.ts';

const pod = { spec: { containers: [{ name: 'app' }], initContainers: [{ name: 'mesh' }] } };

describe('addPluginDefaults', () => {
  it('adds the account, the priority, and five minutes on a node that is gone', () => {
    expect(addPluginDefaults(pod).spec).toEqual({
      ...pod.spec,
      serviceAccountName: 'default',
      serviceAccount: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
    });
  });

  it('mounts a token into all containers when its volume has a name', () => {
    const mounts = { volumeMounts: [{ name: 'token', readOnly: true }] };
    expect(addPluginDefaults(pod, { tokenVolume: 'token' })).toMatchObject({
      spec: { volumes: [{ name: 'token' }], containers: [mounts], initContainers: [mounts] },
    });
  });

  it.each([
    ['the pod wants none', { automountServiceAccountToken: false }],
    ['the place is taken everywhere', { initContainers: [], containers: [mounted()] }],
  ])('mounts no token where %s', (_why, fields) => {
    const spec = { ...pod.spec, ...fields };
    expect(addPluginDefaults({ spec }, { tokenVolume: 'token' }).spec?.volumes).toBeUndefined();
  });

  it('adds no toleration to a pod that tolerates everything', () => {
    const tolerations = [{ operator: 'Exists' as const }];
    expect(addPluginDefaults({ spec: { ...pod.spec, tolerations } }).spec?.tolerations).toEqual(tolerations);
  });
});

function mounted(): object {
  return { name: 'app', volumeMounts: [{ name: 'own', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] };
}
