import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { syncAppArmor } from './sync-apparmor.ts';

const profileOf = (annotation: string, minor: number, spec: object = {}) => {
  const annotations = { 'container.apparmor.security.beta.kubernetes.io/app': annotation };
  const pod = { metadata: { annotations }, spec: { containers: [{ name: 'app' }], ...spec } };
  return syncAppArmor(pod, apiServer(minor)).spec?.containers?.[0]?.securityContext?.appArmorProfile;
};

describe('syncAppArmor', () => {
  it.each([
    ['unconfined', 36, { type: 'Unconfined' }],
    ['runtime/default', 36, { type: 'RuntimeDefault' }],
    ['localhost/mine', 36, { type: 'Localhost', localhostProfile: 'mine' }],
    ['localhost/', 36, undefined],
    ['runtime/default', 29, undefined],
  ])('makes a field of %j in 1.%i', (annotation, minor, profile) => {
    expect(profileOf(annotation, minor)).toEqual(profile);
  });

  it.each([
    ['the container has a field', { containers: [own('Unconfined')] }, { type: 'Unconfined' }],
    ['the pod says the same', { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }, undefined],
    ['the pod runs on Windows', { os: { name: 'windows' } }, undefined],
  ])('adds nothing where %s', (_why, spec, profile) => {
    expect(profileOf('runtime/default', 36, spec)).toEqual(profile);
  });

  it.each([
    [29, undefined],
    [30, { 'container.apparmor.security.beta.kubernetes.io/app': 'localhost/mine' }],
    [33, { 'container.apparmor.security.beta.kubernetes.io/app': 'localhost/mine' }],
    [34, undefined],
  ])('in 1.%i writes %o for kubelets that know no fields', (minor, annotations) => {
    const appArmorProfile = { type: 'Localhost', localhostProfile: 'mine' };
    const pod = { spec: { securityContext: { appArmorProfile }, containers: [{ name: 'app' }] } };
    expect(syncAppArmor(pod, apiServer(minor)).metadata?.annotations).toEqual(annotations);
  });
});

function own(type: string): object {
  return { name: 'app', securityContext: { appArmorProfile: { type } } };
}
