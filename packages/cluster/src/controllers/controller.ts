import type { ApiObject } from '../local/object/api-object.ts';
import type { Kind } from './kinds.ts';
import type { Plan } from './plan.ts';

/**
 * A controller: what it looks at, which of its objects a change concerns, and what it does about one of them. Its plans are
 * pure: they read the view and ask for deeds, and whoever runs them (loop/) does those.
 */
export interface Controller {
  /** As upstream's `--controllers` names it, e.g. `deployment-controller` (cmd/kube-controller-manager/names@1.36). */
  readonly name: string;
  /** As its Events name it, where that differs. */
  readonly component?: string;
  readonly watches: readonly Watched[];
  /** Looks at every kind that the server has, those of custom resources too. */
  readonly watchEvery?: (kind: ServedKind) => Watched | undefined;
  /** Makes one object right; an error that it lets pass has it tried again, later and later. */
  readonly reconcile: (view: View, key: Key) => Plan<void>;
  /** How long the first wait after a failure is, and the longest (client-go's DefaultControllerRateLimiter unless said). */
  readonly backOff?: { readonly baseMs: number; readonly capMs: number };
}

/** A kind of object, and whom its changes concern. */
export interface Watched {
  readonly kind: Kind<unknown>;
  readonly wake: (change: Change<unknown>, view: View) => Iterable<Wake>;
}

/** A kind as the server serves it. */
export interface ServedKind extends Kind<ApiObject> {
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** An object that is new, changed or gone. */
export interface Change<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** Which object. */
export interface Key {
  readonly namespace: string;
  readonly name: string;
}

/** An object to look at, now or in a while. */
export interface Wake extends Key {
  readonly afterMs?: number;
}

/** What a controller knows: the objects it watches, as they were last seen or written, the time, and chance. */
export interface View {
  /** In milliseconds. */
  readonly now: number;
  readonly random: () => number;
  readonly get: <T>(kind: Kind<T>, namespace: string, name: string) => T | undefined;
  /** Of one namespace, or of all. */
  readonly list: <T>(kind: Kind<T>, namespace?: string) => readonly T[];
  /** Every kind that is looked at for a controller that looks at all of them. */
  readonly everyKind: () => readonly ServedKind[];
  /** Objects of any of those kinds that name this uid as one of their owners. */
  readonly ownedBy: (uid: string) => readonly Owned[];
  /** Those whose controller is the object with this uid. */
  readonly controlledBy: <T>(kind: Kind<T>, uid: string) => readonly T[];
}

/** An object and its kind. */
export interface Owned {
  readonly kind: ServedKind;
  readonly object: ApiObject;
}

/** What a controller needs to look at changes of one kind with the right type. */
export function watching<T>(kind: Kind<T>, wake: (change: Change<T>, view: View) => Iterable<Wake>): Watched {
  return { kind, wake: wake as Watched['wake'] };
}
