import type { ApiObject } from '../../local/object/api-object.ts';
import { type LabelSelector, matchesSelector } from '../../local/object/matches-selector.ts';
import type { Kind } from '../kinds.ts';
import { isFailure, type Plan, patch, read } from '../plan.ts';
import { controllerOf, controllerRef } from './owner.ts';

/**
 * The objects that belong to an owner: those of its own that its selector takes in, and orphans that it adopts. Own ones whose
 * labels have changed are let go (pkg/controller/controller_ref_manager.go@1.36).
 */
export function* claim<O, T>(options: ClaimOptions<O, T>): Plan<readonly T[]> {
  const { owner, ownerKind, kind, selector, candidates, finalizers = [] } = options;
  const { uid, deletionTimestamp } = (owner as ApiObject).metadata ?? {};
  const claimed: T[] = [];
  let mayAdopt: boolean | undefined;
  for (const candidate of candidates) {
    const object = candidate as ApiObject;
    const matches = matchesSelector(selector, object.metadata?.labels);
    const controller = controllerOf(object);
    if (controller !== undefined) {
      if (controller.uid !== uid) continue;
      if (matches) claimed.push(candidate);
      else if (deletionTimestamp === undefined) yield* release(kind, object, uid ?? '', finalizers);
      continue;
    }
    if (!matches || deletionTimestamp !== undefined || object.metadata?.deletionTimestamp !== undefined) continue;
    mayAdopt ??= yield* isStillThere(ownerKind, owner);
    if (mayAdopt && (yield* adopt(options, object))) claimed.push(candidate);
  }
  return claimed;
}

/** What is to be claimed, and by whom. */
export interface ClaimOptions<O, T> {
  readonly owner: O;
  readonly ownerKind: Kind<O>;
  readonly kind: Kind<T>;
  readonly selector: LabelSelector | undefined;
  readonly candidates: readonly T[];
  /** Finalizers that come and go with the owner. */
  readonly finalizers?: readonly string[];
}

/** An owner that is being deleted adopts nothing: the server itself is asked (RecheckDeletionTimestamp). */
function* isStillThere<O>(kind: Kind<O>, owner: O): Plan<boolean> {
  const { namespace = '', name = '', uid } = (owner as ApiObject).metadata ?? {};
  const fresh = (yield* read(kind, { namespace, name })) as ApiObject | undefined;
  return fresh?.metadata?.uid === uid && fresh?.metadata?.deletionTimestamp === undefined;
}

function* adopt<O, T>(
  { kind, ownerKind, owner, finalizers = [] }: ClaimOptions<O, T>,
  object: ApiObject,
): Plan<boolean> {
  const { uid } = object.metadata ?? {};
  const metadata = {
    uid,
    ownerReferences: [controllerRef(ownerKind, owner)],
    ...(finalizers.length > 0 && { finalizers }),
  };
  return yield* unlessGone(patch(kind, object as MetaOnly, { kind: 'strategic', body: { metadata } }));
}

function* release<T>(kind: Kind<T>, object: ApiObject, owner: string, finalizers: readonly string[]): Plan<boolean> {
  const { uid } = object.metadata ?? {};
  const metadata = {
    uid,
    ownerReferences: [{ $patch: 'delete', uid: owner }],
    ...(finalizers.length > 0 && { '$deleteFromPrimitiveList/finalizers': finalizers }),
  };
  return yield* unlessGone(patch(kind, object as MetaOnly, { kind: 'strategic', body: { metadata } }));
}

type MetaOnly = { readonly metadata?: { readonly namespace?: string; readonly name?: string } };

/** An object that is gone, or another one by now (its uid is refused), is no failure. */
function* unlessGone(plan: Plan<unknown>): Plan<boolean> {
  try {
    yield* plan;
    return true;
  } catch (error) {
    if (isFailure(error, 404) || isFailure(error, 422)) return false;
    throw error;
  }
}
