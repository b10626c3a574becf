import type { IAppArmorProfile, IContainer, IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { APPARMOR_CONTAINER } from '../validate/pod-annotations.ts';
import { changeAt } from './field-pattern.ts';

type Pod = Draft<IPod>;
type Container = Draft<IContainer>;
type Profile = Draft<IAppArmorProfile>;

/**
 * A pod whose AppArmor profiles stand in the fields where they were given by annotation, as they do since 1.30; and up
 * to 1.33 in the annotations too, for kubelets that know no fields (applyAppArmorVersionSkew in
 * pkg/registry/core/pod/strategy.go@1.30, @1.36.2).
 */
export function syncAppArmor(pod: Pod, { minor, gates }: ApiServer): Pod {
  if (gates.AppArmorFields !== true || pod.spec?.os?.name === 'windows') return pod;
  const given: Annotations = pod.metadata?.annotations ?? {};
  const ofPod = pod.spec?.securityContext?.appArmorProfile;
  const added: Record<string, string> = {};
  const synced = changeAt(pod, 'spec.{initContainers,containers,ephemeralContainers}[*]', (written) => {
    const container = written as Container;
    const key = APPARMOR_CONTAINER + (container.name ?? '');
    const ofContainer = container.securityContext?.appArmorProfile;
    const annotation = given[key] ?? added[key];
    if (annotation !== undefined) return ofContainer ? container : withField(container, { annotation, ofPod });
    const text = minor < 34 ? annotationOf(ofContainer ?? ofPod) : undefined;
    if (text !== undefined) added[key] = text;
    return container;
  });
  if (Object.keys(added).length === 0) return synced;
  return { ...synced, metadata: { ...synced.metadata, annotations: { ...given, ...added } } };
}

type Annotations = Readonly<Record<string, string | undefined>>;

/** Only what differs from the profile of the pod is copied. */
function withField(
  container: Container,
  { annotation, ofPod }: { readonly annotation: string; readonly ofPod: Profile | undefined },
): Container {
  const appArmorProfile = profileOf(annotation);
  if (!appArmorProfile || isSame(appArmorProfile, ofPod)) return container;
  return { ...container, securityContext: { ...container.securityContext, appArmorProfile } };
}

/** The field for an annotation; undefined where no valid field says the same. */
function profileOf(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const name = annotation.startsWith(LOCAL) ? annotation.slice(LOCAL.length) : '';
  const isValid = name !== '' && name.trim() === name && name.length <= 4095;
  return isValid ? { type: 'Localhost', localhostProfile: name } : undefined;
}

/** The annotation for a field, if there is one that says the same. */
function annotationOf(profile: Profile | undefined): string | undefined {
  if (profile?.type === 'Unconfined') return 'unconfined';
  if (profile?.type === 'RuntimeDefault') return 'runtime/default';
  const isNamed = profile?.type === 'Localhost' && profile.localhostProfile !== undefined;
  return isNamed ? LOCAL + profile.localhostProfile : undefined;
}

const LOCAL = 'localhost/';

function isSame(one: Profile, other: Profile | undefined): boolean {
  return other !== undefined && one.type === other.type && one.localhostProfile === other.localhostProfile;
}
