import type { ApiObject } from '../../local/object/api-object.ts';
import {
  type Change,
  type Controller,
  type Key,
  type ServedKind,
  type View,
  type Wake,
  watching,
} from '../controller.ts';
import { collect } from './collect.ts';
import { isDeletingDependents, ORPHAN, ownerOf, ownersOf } from './ownership.ts';

/** Deletes what its owners have left behind, and before them what they wait for: pkg/controller/garbagecollector@1.36. */
export const garbageCollector: Controller = {
  name: 'garbage-collector-controller',
  watches: [],
  watchEvery(kind) {
    const isUsual = ['list', 'watch', 'delete'].every((verb) => kind.verbs.includes(verb));
    if (!isUsual || kind.plural === 'events') return undefined;
    return watching<ApiObject>(kind, (change, view) => concerned(kind, change, view));
  },
  *reconcile(view, key) {
    const { kind, namespace, name } = readKey(view, key);
    const object = kind && view.get<ApiObject>(kind, namespace, name);
    if (object) yield* collect(view, { kind, object });
  },
};

/** Keys are of many kinds: the kind stands before the name. */
function keyOf({ group, plural }: ServedKind, { metadata = {} }: ApiObject): Key {
  const { namespace = '', name = '' } = metadata;
  return { namespace, name: `${plural}.${group}/${name}` };
}

function readKey(
  view: View,
  { namespace, name }: Key,
): { kind: ServedKind | undefined; namespace: string; name: string } {
  const at = name.indexOf('/');
  const kind = view.everyKind().find(({ plural, group }) => `${plural}.${group}` === name.slice(0, at));
  return { kind, namespace, name: name.slice(at + 1) };
}

/** graph_builder.go processGraphChanges, processTransitions@1.36. */
function* concerned(kind: ServedKind, { before, after }: Change<ApiObject>, view: View): Iterable<Wake> {
  if (after === undefined) {
    const uid = before?.metadata?.uid ?? '';
    for (const dependent of view.ownedBy(uid)) yield keyOf(dependent.kind, dependent.object);
    yield* waitingOwners(before, view);
    return;
  }
  const isEnding = after.metadata?.deletionTimestamp !== undefined;
  if (isEnding && (isDeletingDependents(after) || after.metadata?.finalizers?.includes(ORPHAN)))
    yield keyOf(kind, after);
  if (before !== undefined && JSON.stringify(ownersOf(before)) !== JSON.stringify(ownersOf(after))) {
    yield* waitingOwners(before, view);
    yield keyOf(kind, after);
  }
  const hasUnknown = ownersOf(after).some((reference) => {
    const owner = ownerOf(view, after, reference);
    return owner === undefined || isDeletingDependents(owner.object);
  });
  if (hasUnknown) yield keyOf(kind, after);
}

/** Owners that are waiting for their dependents to go. */
function* waitingOwners(object: ApiObject | undefined, view: View): Iterable<Wake> {
  for (const reference of ownersOf(object)) {
    const owner = object && ownerOf(view, object, reference);
    if (owner && isDeletingDependents(owner.object)) yield keyOf(owner.kind, owner.object);
  }
}
