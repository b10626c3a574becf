import type { INamespace } from 'kubernetes-models/v1';
import type { ServedResource } from '../../client/client.ts';
import type { ApiObject } from '../../local/object/api-object.ts';
import { type Controller, type Key, type View, watching } from '../controller.ts';
import { namespaces } from '../kinds.ts';
import {
  discover,
  type Failure,
  isFailure,
  lookAgain,
  type Plan,
  putBelow,
  read,
  readAll,
  remove,
  together,
  updateStatus,
} from '../plan.ts';
import { itself } from '../read/owner.ts';
import { namespaceConditions } from './namespace-conditions.ts';

/** Empties namespaces that are deleted, and lets them go: pkg/controller/namespace@1.36. */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  watches: [watching(namespaces, itself)],
  reconcile,
  backOff: { baseMs: 5, capMs: 60_000 },
};

function* reconcile(view: View, { name }: Key): Plan {
  if (view.get(namespaces, '', name)?.metadata?.deletionTimestamp === undefined) return;
  let namespace = yield* read(namespaces, { namespace: '', name });
  if (namespace?.metadata?.deletionTimestamp === undefined || isFinalized(namespace)) return;
  if (namespace.status?.phase !== 'Terminating') {
    namespace = yield* updateStatus(namespaces, {
      ...namespace,
      status: { ...namespace.status, phase: 'Terminating' },
    });
  }
  const emptied = yield* empty(name);
  const conditions = namespaceConditions(namespace.status?.conditions, emptied, view.now);
  if (conditions !== undefined) {
    namespace = yield* updateStatus(namespaces, {
      ...namespace,
      status: { ...namespace.status, conditions: [...conditions] },
    });
  }
  const [failure] = emptied.failures;
  if (failure !== undefined) throw failure;
  if (emptied.remaining.size > 0) return yield* lookAgain(POLL_MS);
  const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
  yield* putBelow(namespaces, { ...namespace, spec: { ...namespace.spec, finalizers } }, 'finalize');
}

/** Upstream estimates how long pods take to end; a look at what is left costs less here than a wrong guess. */
const POLL_MS = 1000;

/** What is left of a namespace's content. */
export interface Emptied {
  /** How many objects of which resource, e.g. `pods.`. */
  readonly remaining: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
}

/** Pods go first: what they use is still there while they end (OrderedNamespaceDeletion, KEP-5080). */
function* empty(namespace: string): Plan<Emptied> {
  const kinds = (yield* discover()).filter(
    ({ isNamespaced, verbs }) => isNamespaced && verbs.includes('delete') && verbs.includes('list'),
  );
  const pods = yield* emptyKinds(
    kinds.filter(({ group, plural }) => group === '' && plural === 'pods'),
    namespace,
  );
  if (pods.remaining.size > 0) return pods;
  return yield* emptyKinds(
    kinds.filter(({ group, plural }) => group !== '' || plural !== 'pods'),
    namespace,
  );
}

function* emptyKinds(kinds: readonly ServedResource[], namespace: string): Plan<Emptied> {
  const remaining = new Map<string, number>();
  const finalizers = new Map<string, number>();
  const failures: Failure[] = [];
  for (const kind of kinds) {
    try {
      const left = yield* deleteAll(kind, namespace);
      if (left.length > 0) remaining.set(`${kind.plural}.${kind.group}`, left.length);
      for (const name of left.flatMap(({ metadata }) => metadata?.finalizers ?? [])) {
        finalizers.set(name, (finalizers.get(name) ?? 0) + 1);
      }
    } catch (error) {
      // A kind that is gone meanwhile has no objects.
      if (!isFailure(error)) throw error;
      if (error.code !== 404 && error.code !== 405) failures.push(error);
    }
  }
  return { remaining, finalizers, failures };
}

function* deleteAll(kind: ServedResource, namespace: string): Plan<readonly ApiObject[]> {
  const objects = yield* readAll<ApiObject>(kind, namespace);
  if (objects.length === 0) return [];
  const going = objects.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const settled = yield* together(going.map((object) => remove(kind, object, { propagationPolicy: 'Background' })));
  const failure = settled.find(({ error }) => error !== undefined)?.error;
  if (failure) throw failure;
  return yield* readAll<ApiObject>(kind, namespace);
}

function isFinalized({ spec }: INamespace): boolean {
  return (spec?.finalizers ?? []).length === 0;
}
