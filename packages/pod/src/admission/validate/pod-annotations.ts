import type { IContainer, IPod } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { validateDescendingPath } from './file-path.ts';
import { gateIsOn, type Scope } from './scope.ts';

type Pod = Draft<IPod>;
type Annotations = { readonly [key: string]: string | undefined };

/** Annotations that mean something to a pod (ValidatePodSpecificAnnotations@1.36.2). */
export function validatePodAnnotations(pod: Pod, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const annotations: Annotations = pod.metadata?.annotations ?? {};
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && !pod.spec?.nodeName) {
    errors.invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set');
  }
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && gateIsOn(scope, 'PodDeletionCost') && !isDeletionCost(cost)) {
    errors.invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer');
  }
  validateSeccomp(annotations, path, scope);
  validateAppArmor(annotations, path, { ...scope, containers: allContainers(pod) });
}

/** Marks a pod that stands for a static pod of a kubelet. */
export const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** GetDeletionCostFromPodAnnotations@1.36.2: no leading zeroes, no plus sign. */
function isDeletionCost(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}

function validateSeccomp(annotations: Annotations, path: FieldPath, { errors }: Scope): void {
  for (const [key, profile = ''] of Object.entries(annotations)) {
    if (key !== SECCOMP_POD && !key.startsWith(SECCOMP_CONTAINER)) continue;
    if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) continue;
    if (profile.startsWith('localhost/')) {
      validateDescendingPath(profile.slice('localhost/'.length), path.child(key), errors);
    } else errors.invalid(path.child(key), profile, 'must be a valid seccomp profile');
  }
}

/** Seccomp profiles of pod and container by annotation; deprecated. */
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
/** Followed by the name of the container. */
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
/** The AppArmor profile of a container by annotation; followed by the name of the container. */
export const APPARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';

function validateAppArmor(
  annotations: Annotations,
  path: FieldPath,
  { errors, containers }: Scope & { readonly containers: readonly Draft<IContainer>[] },
): void {
  for (const [key, profile = ''] of Object.entries(annotations)) {
    if (!key.startsWith(APPARMOR_CONTAINER)) continue;
    const name = key.slice(APPARMOR_CONTAINER.length);
    if (!containers.some((container) => (container.name ?? '') === name)) {
      errors.invalid(path.key(key), name, 'container not found');
    }
    const known = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
    if (!known) {
      errors.invalid(path.key(key), profile, `invalid AppArmor profile name: ${goQuote(profile)}`);
    }
  }
}

function allContainers({ spec }: Pod): readonly Draft<IContainer>[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
}
