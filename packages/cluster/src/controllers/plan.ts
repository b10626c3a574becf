import { ApiError } from '../client/api-error.ts';
import type { DeleteOptions, PatchKind, ServedResource } from '../client/client.ts';
import { ConnectionError } from '../client/connection-error.ts';
import type { ApiObject } from '../local/object/api-object.ts';
import type { Kind } from './kinds.ts';

/**
 * What a controller wants done, deed by deed: it hands out a deed, is told its outcome, and goes on from there. So a plan reads
 * like upstream's code, is a pure function of its view and the outcomes, and touches nothing itself.
 */
export type Plan<T = void> = Generator<Deed, T, Outcome>;

/** One thing to do. */
export type Deed =
  | { readonly do: 'create'; readonly kind: Kind<unknown>; readonly object: unknown }
  | { readonly do: 'update'; readonly kind: Kind<unknown>; readonly object: unknown }
  | { readonly do: 'status'; readonly kind: Kind<unknown>; readonly object: unknown }
  | ({
      readonly do: 'patch';
      readonly kind: Kind<unknown>;
      readonly patch: PatchKind;
      readonly body: unknown;
    } & Named & {
        readonly subresource?: string;
      })
  /** To a subresource, e.g. `binding`. */
  | ({
      readonly do: 'post';
      readonly kind: Kind<unknown>;
      readonly subresource: string;
      readonly body: unknown;
    } & Named)
  | ({ readonly do: 'delete'; readonly kind: Kind<unknown>; readonly options?: DeleteOptions } & Named)
  /** From the server itself, where what is known may be too old. */
  | ({ readonly do: 'read'; readonly kind: Kind<unknown> } & Named)
  /** All of a kind, from the server itself. */
  | { readonly do: 'readAll'; readonly kind: Kind<unknown>; readonly namespace: string }
  /** Every resource that the server serves. */
  | { readonly do: 'discover' }
  /** Replaces what stands below an object. */
  | { readonly do: 'put'; readonly kind: Kind<unknown>; readonly object: unknown; readonly subresource: string }
  /** Several at once; none stops the others. */
  | { readonly do: 'together'; readonly plans: readonly Plan<unknown>[] }
  | { readonly do: 'say'; readonly said: Said }
  | { readonly do: 'lookAgain'; readonly afterMs: number };

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** An Event about an object. */
export interface Said {
  readonly about: { readonly kind: string; readonly apiVersion: string; readonly metadata: ApiObject['metadata'] };
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** What came of a deed. A deed that fails throws its `Failure` into the plan. */
export type Outcome = unknown;

/** What came of one of several plans. */
export type Settled<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: Failure };

/** A deed that did not succeed: the server has refused it, or could not be asked. */
export type Failure = ApiError | ConnectionError;

/** Whether something thrown is a failure and no bug; with a code, that one. */
export function isFailure(error: unknown, code?: number): error is Failure {
  const isOne = error instanceof ApiError || error instanceof ConnectionError;
  return isOne && (code === undefined || error.code === code);
}

/** Creates an object; gives it as it was stored. */
export function* create<T>(kind: Kind<T>, object: T): Plan<T> {
  return (yield { do: 'create', kind, object }) as T;
}

/** Replaces an object; fails when it has changed meanwhile. */
export function* update<T>(kind: Kind<T>, object: T): Plan<T> {
  return (yield { do: 'update', kind, object }) as T;
}

/** Replaces the status of an object; fails when it has changed meanwhile. */
export function* updateStatus<T>(kind: Kind<T>, object: T): Plan<T> {
  return (yield { do: 'status', kind, object }) as T;
}

/** Changes a part of an object. */
export function* patch<T>(
  kind: Kind<T>,
  object: MetaLike,
  change: { readonly kind: PatchKind; readonly body: unknown; readonly subresource?: string },
): Plan<T> {
  const { kind: how, body, subresource } = change;
  return (yield {
    do: 'patch',
    kind,
    ...nameOf(object),
    patch: how,
    body,
    ...(subresource && { subresource }),
  }) as T;
}

/** Deletes an object; false when it was gone already. */
export function* remove<T>(kind: Kind<T>, object: MetaLike, options?: DeleteOptions): Plan<boolean> {
  return (yield { do: 'delete', kind, ...nameOf(object), ...(options && { options }) }) as boolean;
}

/** Reads an object from the server itself. */
export function* read<T>(kind: Kind<T>, key: Named): Plan<T | undefined> {
  return (yield { do: 'read', kind, ...key }) as T | undefined;
}

/** Reads all objects of a kind in a namespace from the server itself. */
export function* readAll<T>(kind: Kind<T>, namespace: string): Plan<readonly T[]> {
  return (yield { do: 'readAll', kind, namespace }) as readonly T[];
}

/** Every resource that the server serves. */
export function* discover(): Plan<readonly ServedResource[]> {
  return (yield { do: 'discover' }) as readonly ServedResource[];
}

/** Replaces what stands below an object. */
export function* putBelow<T>(kind: Kind<T>, object: T, subresource: string): Plan<T> {
  return (yield { do: 'put', kind, object, subresource }) as T;
}

/** Does several things at once. */
export function* together<T>(plans: readonly Plan<T>[]): Plan<readonly Settled<T>[]> {
  if (plans.length === 0) return [];
  return (yield { do: 'together', plans }) as readonly Settled<T>[];
}

/** Says an Event. */
export function* say<T>(kind: Kind<T>, about: T, type: Said['type'], reason: string, message: string): Plan<void> {
  const { metadata } = about as ApiObject;
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  yield { do: 'say', said: { about: { kind: kind.kind, apiVersion, metadata }, type, reason, message } };
}

/** Has the same object looked at again in a while. */
export function* lookAgain(afterMs: number): Plan<void> {
  yield { do: 'lookAgain', afterMs: Math.max(0, afterMs) };
}

interface MetaLike {
  readonly metadata?: { readonly namespace?: string | undefined; readonly name?: string | undefined } | undefined;
}

function nameOf({ metadata }: MetaLike): Named {
  return { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}
