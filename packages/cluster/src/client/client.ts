import type { ApiObject } from '../local/object/api-object.ts';

/**
 * Reads and writes objects of a cluster: a real one over the network, or a local one within the process. An answer that is not
 * 2xx throws an `ApiError`; an object that is not there is `undefined`.
 */
export interface Client {
  readonly get: (resource: ResourceRef, name: NameRef) => Promise<ApiObject | undefined>;
  readonly list: (resource: ResourceRef, selection?: Selection, signal?: AbortSignal) => Promise<ObjectList>;
  readonly create: (resource: ResourceRef, object: ApiObject, options?: WriteOptions) => Promise<ApiObject>;
  /** Replaces the object; with a `metadata.resourceVersion` only that version of it. */
  readonly update: (resource: ResourceRef, object: ApiObject, options?: WriteOptions) => Promise<ApiObject>;
  readonly patch: (resource: ResourceRef, name: NameRef, patch: PatchOf, options?: WriteOptions) => Promise<ApiObject>;
  /** Undefined when it was gone already. */
  readonly delete: (resource: ResourceRef, name: NameRef, options?: DeleteOptions) => Promise<ApiObject | undefined>;
  /** What stands below an object: `status`, `scale`, `binding`, `eviction`, `token`. */
  readonly subresource: (
    resource: ResourceRef,
    name: NameRef & { readonly subresource: string },
    write: { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'; readonly body?: unknown; readonly patch?: PatchKind },
  ) => Promise<ApiObject>;
  /** Every resource that the server serves, in the version that it prefers. */
  readonly discover: () => Promise<readonly ServedResource[]>;
  /**
   * The stream of a watch: with each piece that arrives, the lines that it has completed (none, when it brought a part only).
   * Ends when the server ends it, throws when it breaks. For use see `reflect`, which stands on it and loses nothing.
   */
  readonly watch: (
    resource: ResourceRef,
    options: Selection & WatchOptions,
    signal: AbortSignal,
  ) => AsyncIterable<readonly WatchLine[]>;
}

/** A resource in one of its versions. */
export interface ResourceRef {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

/** A resource that a server serves. */
export interface ServedResource extends ResourceRef {
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** Which object of a resource. */
export interface NameRef {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** Which part of a collection. */
export interface Selection {
  /** All namespaces when it is left out. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  /** Objects come without spec and status, where the server can do that (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
  /** How often the request is repeated at most; otherwise as the client was made. */
  readonly retries?: number;
}

/** How to watch. */
export interface WatchOptions {
  readonly allowWatchBookmarks?: boolean;
  readonly sendInitialEvents?: boolean;
  readonly timeoutSeconds?: number;
}

/** A page of a collection. */
export interface ObjectList {
  readonly items: readonly ApiObject[];
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** One line of a watch. */
export interface WatchLine {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  /** An object, or the Status of an error. */
  readonly object: ApiObject;
}

/** A patch and its kind. */
export interface PatchOf {
  readonly kind: PatchKind;
  readonly body: unknown;
}

/** The four media types of patches. */
export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply';

/** How something is written. */
export interface WriteOptions {
  readonly fieldManager?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** How something is deleted. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}
