import type { IPod } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { allContainers } from './all-containers.ts';
import { APPARMOR_CONTAINER, SECCOMP_CONTAINER, SECCOMP_POD } from './pod-annotations.ts';
import type { Scope } from './scope.ts';

type Pod = Draft<IPod>;

/** A profile that is given by annotation and by field must be one and the same. */
export function validateProfileAgreement(pod: Pod, path: FieldPath, scope: Scope): void {
  validateSeccompAgreement(pod, path, scope);
  // The field is of 1.30; Windows has no AppArmor.
  if (scope.server.minor >= 30 && pod.spec?.os?.name !== 'windows') validateAppArmorAgreement(pod, path, scope);
}

interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

/** validateSeccompAnnotationsAndFields@1.36.2. */
function validateSeccompAgreement(pod: Pod, path: FieldPath, scope: Scope): void {
  const annotations = pod.metadata?.annotations ?? {};
  const check = (annotation: string | undefined, profile: Profile | undefined, contextPath: FieldPath) => {
    if (annotation === undefined || !profile) return;
    compare({ annotation, profile, what: 'seccomp' }, contextPath.child('seccompProfile'), scope);
  };
  check(annotations[SECCOMP_POD], pod.spec?.securityContext?.seccompProfile, path.child('securityContext'));
  for (const { container, path: containerPath } of allContainers(pod.spec ?? {}, path)) {
    const annotation = annotations[SECCOMP_CONTAINER + (container.name ?? '')];
    check(annotation, container.securityContext?.seccompProfile, containerPath.child('securityContext'));
  }
}

/** validateAppArmorAnnotationsAndFieldsMatchOnCreate@1.36.2; a container without a profile has the pod's. */
function validateAppArmorAgreement(pod: Pod, path: FieldPath, scope: Scope): void {
  const ofPod = pod.spec?.securityContext?.appArmorProfile;
  for (const { container, path: containerPath } of allContainers(pod.spec ?? {}, path)) {
    const profile = container.securityContext?.appArmorProfile ?? ofPod;
    const annotation = pod.metadata?.annotations?.[APPARMOR_CONTAINER + (container.name ?? '')];
    if (!profile || annotation === undefined) continue;
    const profilePath = containerPath.child('securityContext').child('appArmorProfile');
    compare({ annotation, profile, what: 'apparmor' }, profilePath, scope);
  }
}

function compare(
  given: { readonly annotation: string; readonly profile: Profile; readonly what: 'seccomp' | 'apparmor' },
  path: FieldPath,
  { errors }: Scope,
): void {
  const { annotation, profile, what } = given;
  const isLocal = annotation.startsWith('localhost/');
  const agrees: Readonly<Record<string, boolean>> = {
    Unconfined: annotation === 'unconfined',
    RuntimeDefault: annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default'),
    Localhost: isLocal,
  };
  if (agrees[profile.type ?? ''] === false) {
    errors.forbidden(path.child('type'), `${what} type in annotation and field must match`);
  } else if (profile.type === 'Localhost' && annotation.slice('localhost/'.length) !== profile.localhostProfile) {
    errors.forbidden(path.child('localhostProfile'), `${what} profile in annotation and field must match`);
  }
}
