import type { IAppArmorProfile, IContainer, IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { APPARMOR_CONTAINER } from '../validate/pod-annotations.ts';
import { changeAt } from './field-pattern.ts';

type Pod = Draft<IPod>;
type Profile = Draft<IAppArmorProfile>;

/**
 * A pod in which AppArmor profiles that containers have by annotation stand in the field too, as they do since 1.30
 * (applyAppArmorVersionSkew in pkg/registry/core/pod/strategy.go@1.36.2).
 */
export function syncAppArmor(pod: Pod, { gates }: ApiServer): Pod {
  const annotations = pod.metadata?.annotations ?? {};
  const isUsed = Object.keys(annotations).some((key) => key.startsWith(APPARMOR_CONTAINER));
  if (!isUsed || gates.AppArmorFields !== true || pod.spec?.os?.name === 'windows') return pod;
  const ofPod = pod.spec?.securityContext?.appArmorProfile;
  return changeAt(pod, 'spec.{initContainers,containers,ephemeralContainers}[*]', (written) => {
    const container = written as Draft<IContainer>;
    const annotation = annotations[APPARMOR_CONTAINER + (container.name ?? '')];
    if (annotation === undefined || container.securityContext?.appArmorProfile) return container;
    const profile = profileOf(annotation);
    if (!profile || isSame(profile, ofPod)) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
  });
}

/** The field for an annotation; undefined where no valid field says the same. */
function profileOf(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const name = annotation.startsWith('localhost/') ? annotation.slice('localhost/'.length) : '';
  const isValid = name !== '' && name.trim() === name && name.length <= 4095;
  return isValid ? { type: 'Localhost', localhostProfile: name } : undefined;
}

function isSame(one: Profile, other: Profile | undefined): boolean {
  return other !== undefined && one.type === other.type && one.localhostProfile === other.localhostProfile;
}
