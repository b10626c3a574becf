import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { dropDisabledFields } from './drop-disabled-fields.ts';

const losses = (spec: object, minor: number, gates: Readonly<Record<string, boolean>> = {}) =>
  dropDisabledFields({ spec }, apiServer(minor, gates)).lost.map(({ field, cause }) => {
    return `${field} (${cause.type === 'disabled' ? cause.gate : 'unknown'})`;
  });
const app = (fields: object) => ({ containers: [{ name: 'app', ...fields }] });
const sidecar = { initContainers: [{ name: 'mesh', restartPolicy: 'Always' }] };
const rules = app({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart' }] });
const sleep = app({ lifecycle: { preStop: { sleep: { seconds: 5 } } } });
const image = { volumes: [{ name: 'v', image: {} }], ...app({ volumeMounts: [{ name: 'v' }, { name: 'w' }] }) };
const init0 = 'spec.initContainers[0]';
const app0 = 'spec.containers[0]';

describe('dropDisabledFields', () => {
  it.each([
    ['sidecars', sidecar, 27, {}, [`${init0}.restartPolicy (unknown)`]],
    ['sidecars', sidecar, 28, {}, [`${init0}.restartPolicy (SidecarContainers)`]],
    ['sidecars', sidecar, 28, { SidecarContainers: true }, []],
    ['sidecars', sidecar, 29, {}, []],
    ['sidecars', sidecar, 32, { SidecarContainers: false }, [`${init0}.restartPolicy (SidecarContainers)`]],
    ['sidecars', sidecar, 33, { SidecarContainers: false }, []],
    ['restart rules', rules, 33, {}, [`${app0}.restartPolicyRules (unknown)`]],
    [
      'restart rules',
      rules,
      34,
      {},
      [`${app0}.restartPolicy (ContainerRestartRules)`, `${app0}.restartPolicyRules (ContainerRestartRules)`],
    ],
    ['restart rules', rules, 35, {}, []],
    ['sleep', sleep, 28, {}, [`${app0}.lifecycle.preStop.sleep (unknown)`]],
    ['sleep', sleep, 29, {}, [`${app0}.lifecycle.preStop.sleep (PodLifecycleSleepAction)`]],
    ['sleep', sleep, 30, {}, []],
    ['signals', app({ lifecycle: { stopSignal: 'SIGINT' } }), 32, {}, [`${app0}.lifecycle.stopSignal (unknown)`]],
    [
      'signals',
      app({ lifecycle: { stopSignal: 'SIGINT' } }),
      36,
      {},
      [`${app0}.lifecycle.stopSignal (ContainerStopSignals)`],
    ],
    ['resources of the pod', { resources: {} }, 31, {}, ['spec.resources (unknown)']],
    ['resources of the pod', { resources: {} }, 33, {}, ['spec.resources (PodLevelResources)']],
    ['resources of the pod', { resources: {} }, 34, {}, []],
    ['image volumes', image, 34, {}, ['spec.volumes[0] (ImageVolume)', `${app0}.volumeMounts[0] (ImageVolume)`]],
    ['namespaces of users', { hostUsers: false }, 32, {}, ['spec.hostUsers (UserNamespacesSupport)']],
    ['mistyped fields', { restartPolcy: 'Never' }, 36, {}, ['spec.restartPolcy (unknown)']],
  ] as const)('%s (%#): what 1.%i loses', (_what, spec, minor, gates, lost) => {
    void _what;
    expect(losses(spec, minor, gates)).toEqual(lost);
  });

  it.each([
    [29, { lifecycle: { preStop: {} } }],
    [30, {}],
  ])('a hook that only slept is left empty by 1.%i, or goes', (minor, left) => {
    const { pod } = dropDisabledFields({ spec: sleep }, apiServer(minor, { PodLifecycleSleepAction: false }));
    expect(pod.spec).toEqual(app(left));
  });

  it('drops image volumes together with their mounts', () => {
    const { pod } = dropDisabledFields({ spec: image }, apiServer(34));
    expect(pod.spec).toEqual({ volumes: [], ...app({ volumeMounts: [{ name: 'w' }] }) });
  });

  it('tells since when a field is known', () => {
    const [lost] = dropDisabledFields({ spec: rules }, apiServer(33)).lost;
    expect(lost).toMatchObject({
      path: ['spec', 'containers', 0, 'restartPolicyRules'],
      cause: { known: { from: 34 } },
    });
  });

  it('gives back an equal pod where nothing is lost', () => {
    expect(dropDisabledFields({ spec: sidecar }, apiServer(36))).toEqual({ pod: { spec: sidecar }, lost: [] });
  });
});
