import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPersistentVolumeClaim, IPod } from 'kubernetes-models/v1';
import type { OwnerReference } from '../../local/object/api-object.ts';
import { isSame } from '../../local/object/is-same.ts';
import type { View } from '../controller.ts';
import { apiVersionOf, claims, pods, statefulSets } from '../kinds.ts';
import { create, isFailure, type Plan, say, update } from '../plan.ts';
import { controllerRef } from '../read/owner.ts';
import { claimsOf, isInRange } from './identity.ts';

/** Makes the claims of a pod that are missing (createPersistentVolumeClaims@1.36). */
export function* createClaims(view: View, set: IStatefulSet, pod: IPod): Plan {
  for (const { claim } of claimsOf(set, pod)) {
    const { namespace = '', name = '' } = claim.metadata ?? {};
    if (view.get(claims, namespace, name) !== undefined) continue;
    const subject = `Claim ${name} Pod ${pod.metadata?.name} in StatefulSet ${set.metadata?.name}`;
    try {
      yield* create(claims, claim);
      yield* say(statefulSets, set, 'Normal', 'SuccessfulCreate', `Create ${subject} success`);
    } catch (error) {
      if (isFailure(error, 409)) continue;
      if (isFailure(error)) {
        const message = `Create Claim ${name} for Pod ${pod.metadata?.name} in StatefulSet ${set.metadata?.name} failed error: ${error.message}`;
        yield* say(statefulSets, set, 'Warning', 'FailedCreate', message);
      }
      throw error;
    }
  }
}

/** Whether a claim of a pod still belongs to an earlier pod of that name, and is about to go with it. */
export function hasStaleClaim(view: View, set: IStatefulSet, pod: IPod): boolean {
  if (policyOf(set).whenScaled === 'Retain') return false;
  return knownClaims(view, set, pod).some((claim) =>
    ownersOf(claim).some((owner) => isOf(owner, 'Pod', pod.metadata?.name) && owner.uid !== pod.metadata?.uid),
  );
}

/** Has a pod's claims go with whom the retention policy says, or stay (updateClaimOwnerRefForSetAndPod@1.36). */
export function* keepByPolicy(view: View, set: IStatefulSet, pod: IPod): Plan {
  for (const claim of knownClaims(view, set, pod)) {
    const wanted = ownersByPolicy(set, pod, ownersOf(claim));
    if (wanted === undefined || isSame(wanted, ownersOf(claim))) continue;
    yield* update(claims, {
      ...claim,
      metadata: { ...claim.metadata, ownerReferences: [...wanted] },
    } as IPersistentVolumeClaim);
  }
}

function ownersByPolicy(
  set: IStatefulSet,
  pod: IPod,
  owners: readonly OwnerReference[],
): readonly OwnerReference[] | undefined {
  const isSet = (owner: OwnerReference): boolean => isOf(owner, 'StatefulSet', set.metadata?.name);
  const isPod = (owner: OwnerReference): boolean => isOf(owner, 'Pod', pod.metadata?.name);
  const isStale = owners.some(
    (owner) =>
      (isSet(owner) && owner.uid !== set.metadata?.uid) ||
      (isPod(owner) && pod.metadata?.uid !== undefined && owner.uid !== pod.metadata.uid),
  );
  if (isStale) return undefined;
  const { whenScaled, whenDeleted } = policyOf(set);
  const others = owners.filter((owner) => !isSet(owner) && !isPod(owner));
  const isRetained = whenScaled === 'Retain' && whenDeleted === 'Retain';
  if (!isRetained && others.some(({ controller }) => controller)) return others;
  const isScaledDown = !isInRange(set, pod);
  const bySet = whenDeleted === 'Delete' && (whenScaled === 'Retain' || !isScaledDown);
  const byPod = whenScaled === 'Delete' && isScaledDown;
  return [
    ...others,
    ...(bySet ? [controllerRef(statefulSets, set)] : []),
    ...(byPod ? [controllerRef(pods, pod)] : []),
  ];
}

function policyOf({ spec }: IStatefulSet): { readonly whenDeleted: string; readonly whenScaled: string } {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = spec?.persistentVolumeClaimRetentionPolicy ?? {};
  return { whenDeleted, whenScaled };
}

function knownClaims(view: View, set: IStatefulSet, pod: IPod): readonly IPersistentVolumeClaim[] {
  return claimsOf(set, pod).flatMap(({ claim }) => {
    const { namespace = '', name = '' } = claim.metadata ?? {};
    return view.get(claims, namespace, name) ?? [];
  });
}

function ownersOf({ metadata }: IPersistentVolumeClaim): readonly OwnerReference[] {
  return metadata?.ownerReferences ?? [];
}

function isOf(owner: OwnerReference, kind: 'Pod' | 'StatefulSet', name: string | undefined): boolean {
  const apiVersion = apiVersionOf(kind === 'Pod' ? pods : statefulSets);
  return owner.apiVersion === apiVersion && owner.kind === kind && owner.name === name;
}
