import type { ApiObject, OwnerReference } from '../../local/object/api-object.ts';
import type { Owned, View } from '../controller.ts';
import { isFailure, type Plan, patch, read, remove, together } from '../plan.ts';
import { FOREGROUND, isDeletingDependents, kindOf, ORPHAN, ownerOf, ownersOf } from './ownership.ts';

/** Does what is due for one object (garbagecollector.go attemptToDeleteItem@1.36). */
export function* collect(view: View, owned: Owned): Plan {
  const { object } = owned;
  const isEnding = object.metadata?.deletionTimestamp !== undefined;
  if (isEnding && object.metadata?.finalizers?.includes(ORPHAN)) yield* orphanDependents(view, owned);
  else if (isDeletingDependents(object)) yield* deleteDependents(view, owned);
  else if (!isEnding && ownersOf(object).length > 0) yield* deleteIfLeft(view, owned);
}

/** Its dependents forget it, then it may go. */
function* orphanDependents(view: View, owned: Owned): Plan {
  const uid = owned.object.metadata?.uid ?? '';
  const settled = yield* together(view.ownedBy(uid).map((dependent) => forgetOwners(dependent, new Set([uid]))));
  const failure = settled.find(({ error }) => error !== undefined && error.code !== 404)?.error;
  if (failure) throw failure;
  yield* dropFinalizer(owned, ORPHAN);
}

/** It may go when none is left that blocks it; those that block it are told to go. */
function* deleteDependents(view: View, owned: Owned): Plan {
  const uid = owned.object.metadata?.uid ?? '';
  const blocking = view
    .ownedBy(uid)
    .filter(({ object }) => ownersOf(object).some((owner) => owner.uid === uid && owner.blockOwnerDeletion));
  if (blocking.length === 0) return yield* dropFinalizer(owned, FOREGROUND);
  const idle = blocking.filter(({ object }) => !isDeletingDependents(object));
  const settled = yield* together(idle.map((dependent) => collectDependent(view, dependent)));
  const failure = settled.find(({ error }) => error !== undefined)?.error;
  if (failure) throw failure;
}

function* collectDependent(view: View, { kind, object }: Owned): Plan {
  if (object.metadata?.deletionTimestamp === undefined) yield* deleteIfLeft(view, { kind, object });
}

/** Deletes an object none of whose owners is there to stay. */
function* deleteIfLeft(view: View, { kind, object }: Owned): Plan {
  const { namespace = '', name = '', uid } = object.metadata ?? {};
  const latest = yield* read(kind, { namespace, name });
  if (latest === undefined || latest.metadata?.uid !== uid || ownersOf(latest).length === 0) return;
  const { solid, dangling, waiting } = yield* classify(view, latest);
  if (solid.length > 0) {
    const gone = [...dangling, ...waiting];
    if (gone.length > 0) yield* forgetOwners({ kind, object: latest }, new Set(gone.map((owner) => owner.uid)));
    return;
  }
  const dependents = view.ownedBy(uid ?? '');
  if (waiting.length > 0 && dependents.length > 0) {
    if (dependents.some((dependent) => isDeletingDependents(dependent.object)))
      yield* unblock({ kind, object: latest });
    return yield* deleteThis({ kind, object: latest }, 'Foreground');
  }
  const { finalizers = [] } = latest.metadata ?? {};
  const policy = finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
  yield* deleteThis({ kind, object: latest }, policy);
}

interface Owners {
  readonly solid: readonly OwnerReference[];
  readonly dangling: readonly OwnerReference[];
  readonly waiting: readonly OwnerReference[];
}

/** Which owners are there, are gone, or wait for this object; what is not known is asked for (classifyReferences@1.36). */
function* classify(view: View, object: ApiObject): Plan<Owners> {
  const owners = { solid: [] as OwnerReference[], dangling: [] as OwnerReference[], waiting: [] as OwnerReference[] };
  for (const reference of ownersOf(object)) {
    const owner = ownerOf(view, object, reference)?.object ?? (yield* askForOwner(view, object, reference));
    if (owner === 'unknown kind') owners.solid.push(reference);
    else if (owner === undefined) owners.dangling.push(reference);
    else (isDeletingDependents(owner) ? owners.waiting : owners.solid).push(reference);
  }
  return owners;
}

/** An owner of a kind that the server does not know may come with its kind: nothing is deleted for it. */
function* askForOwner(
  view: View,
  object: ApiObject,
  reference: OwnerReference,
): Plan<ApiObject | undefined | 'unknown kind'> {
  const kind = kindOf(view, reference);
  if (kind === undefined) return 'unknown kind';
  const namespace = kind.isNamespaced ? (object.metadata?.namespace ?? '') : '';
  if (kind.isNamespaced && namespace === '') return 'unknown kind';
  const found = yield* read(kind, { namespace, name: reference.name });
  return found?.metadata?.uid === reference.uid ? found : undefined;
}

function* deleteThis({ kind, object }: Owned, propagationPolicy: 'Foreground' | 'Background' | 'Orphan'): Plan {
  const { uid, resourceVersion } = object.metadata ?? {};
  const preconditions = { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) };
  try {
    yield* remove(kind, object, { propagationPolicy, preconditions });
  } catch (error) {
    if (!isFailure(error, 409)) throw error;
    // Only its status or so has changed: as long as it has the same owners it goes all the same.
    const { namespace = '', name = '' } = object.metadata ?? {};
    const live = yield* read(kind, { namespace, name });
    if (live?.metadata?.uid !== uid) return;
    if (JSON.stringify(ownersOf(live)) !== JSON.stringify(ownersOf(object))) throw error;
    yield* remove(kind, object, { propagationPolicy, ...(uid && { preconditions: { uid } }) });
  }
}

/** Dependents that wait for each other would wait for ever. */
function* unblock(owned: Owned): Plan {
  yield* writeOwners(owned, (owner) => ({ ...owner, blockOwnerDeletion: false }));
}

function* forgetOwners(owned: Owned, uids: ReadonlySet<string>): Plan {
  yield* writeOwners(owned, (owner) => (uids.has(owner.uid) ? undefined : owner));
}

/** A merge patch: custom resources know no other. */
function* writeOwners({ kind, object }: Owned, change: (owner: OwnerReference) => OwnerReference | undefined): Plan {
  const { namespace = '', name = '', uid } = object.metadata ?? {};
  const latest = yield* read(kind, { namespace, name });
  if (latest === undefined || latest.metadata?.uid !== uid) return;
  const ownerReferences = ownersOf(latest).flatMap((owner) => change(owner) ?? []);
  const body = { metadata: { resourceVersion: latest.metadata?.resourceVersion, ownerReferences } };
  yield* patch(kind, latest, { kind: 'merge', body });
}

function* dropFinalizer({ kind, object }: Owned, finalizer: string): Plan {
  const { namespace = '', name = '', uid } = object.metadata ?? {};
  const latest = yield* read(kind, { namespace, name });
  const { finalizers = [], resourceVersion } = latest?.metadata ?? {};
  if (latest?.metadata?.uid !== uid || !finalizers.includes(finalizer)) return;
  const rest = finalizers.filter((each) => each !== finalizer);
  yield* patch(kind, object, { kind: 'merge', body: { metadata: { resourceVersion, finalizers: rest } } });
}
