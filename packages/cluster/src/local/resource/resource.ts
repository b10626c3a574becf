import type { FieldError } from '@outrigger/pod';
import type { ScalePaths } from '../custom/definition/definition.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { User } from '../request/api-request.ts';
import type { Verb } from '../request/request-info.ts';
import type { ValueType } from '../schema/value-type.ts';
import type { PrinterColumn } from '../table/custom-columns.ts';

/** A resource that the server serves, in one of its versions: everything that discovery says of it, and its rules. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  /** `deployments`. */
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  /** `DeploymentList` when it is left out. */
  readonly listKind?: string;
  readonly isNamespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs: readonly Verb[];
  /** Where its objects are kept; two versions of a resource share one, as do events and events.events.k8s.io. */
  readonly bucket: string;
  /** How objects are kept, where that is not this version. */
  readonly conversion?: Conversion;
  readonly rules: ResourceRules;
  /** Annotations that stand for fields of an internal type: a table and bare metadata do not have them. */
  readonly internalAnnotations?: readonly string[];
  /** What everybody who asks for it is warned of, e.g. that this version is deprecated. */
  readonly deprecation?: string;
  /** Whether its objects are questions that are answered by `World.act`, and not kept: reviews, bindings. */
  readonly isAnswered?: boolean;
  /** How objects of a custom resource are read and merged; the structure of built-in kinds is known (`schema/`). */
  readonly custom?: CustomStructure;
  /** Of a custom resource: its columns, none at all for those that have named none. */
  readonly columns?: readonly PrinterColumn[];
  /** Of a custom resource: the schema of its version, as its definition has it. */
  readonly openApi?: Readonly<Record<string, unknown>>;
  /** Of a custom resource: where it has what a Scale shows. */
  readonly scale?: ScalePaths;
  /** By name: `status`, `scale`, `log`, `eviction`. */
  readonly subresources?: Readonly<Record<string, Subresource>>;
}

/** What a server knows of objects whose kind somebody else has defined. */
export interface CustomStructure {
  /** Which lists and maps are whole, for apply. */
  readonly type: ValueType;
  /** What is kept of an object that was written: unknown fields are dropped, and told by their paths. */
  readonly prune: (object: ApiObject) => { readonly object: ApiObject; readonly unknown: readonly string[] };
}

/** Between this version and the one that is kept. */
export interface Conversion {
  /** Of the version that is kept: objects are only made whole when they are read. */
  readonly isOfKept?: boolean;
  readonly toStored: (object: ApiObject) => ApiObject;
  readonly fromStored: (object: ApiObject) => ApiObject;
}

/**
 * What the server does with the objects of a resource; every part may be left out. The order is upstream's: read (`schema/`),
 * default, admit, prepare, validate, keep (apiserver pkg/registry/rest create.go and update.go@1.36).
 */
export interface ResourceRules {
  /** Fills in what a decoder fills in. Is given a copy. */
  readonly setDefaults?: (object: ApiObject) => ApiObject;
  /** PrepareForCreate: drops status, sets the generation … */
  readonly prepareForCreate?: (object: ApiObject, context: WriteContext) => ApiObject;
  /** PrepareForUpdate: keeps what this way of writing may not change, counts the generation up … */
  readonly prepareForUpdate?: (object: ApiObject, old: ApiObject, context: WriteContext) => ApiObject;
  /** Errors of the object itself; those of its metadata are added by the server, in front. */
  readonly validate?: (object: ApiObject, context: WriteContext) => readonly FieldError[];
  readonly validateUpdate?: (object: ApiObject, old: ApiObject, context: WriteContext) => readonly FieldError[];
  /** Which names are good; by default DNS subdomains (ValidateNameFunc). Gives what is wrong. */
  readonly validateName?: (name: string, isPrefix: boolean) => readonly string[];
  /** Warnings to the writer, in `Warning` headers. */
  readonly warnings?: (object: ApiObject, old: ApiObject | undefined) => readonly string[];
  /** Whether a PUT of something absent creates it (AllowCreateOnUpdate); leases and endpoints do. */
  readonly isCreatedByUpdate?: boolean;
  /** Whether an object whose last finalizer is gone may go; namespaces have finalizers of their own (ShouldDeleteDuringUpdate). */
  readonly mayEnd?: (object: ApiObject) => boolean;
  /** Fields that this way of writing never changes, so that nobody comes to own them (GetResetFields), e.g. `status`. */
  readonly resetFields?: readonly string[];
  /** What becomes of an object that goes step by step when it is deleted first: namespaces, definitions of custom resources. */
  readonly beginDelete?: (object: ApiObject, context: WriteContext) => ApiObject;
  /** Seconds that an object has to go, as pods have; undefined for what goes at once. */
  readonly graceOnDelete?: (object: ApiObject, asked: number | undefined) => number | undefined;
  /** What becomes of dependents when nobody says (`background` but for what kept its old default). */
  readonly defaultPropagation?: 'background' | 'orphan';
  /** Fields by which one may select, besides name and namespace. */
  readonly selectableFields?: (object: ApiObject) => Readonly<Record<string, string>>;
}

/** What a write is about. */
export interface WriteContext {
  readonly user: User;
  readonly now: Date;
  /** Empty for the object itself. */
  readonly subresource: string;
  readonly isDryRun: boolean;
  /** Reads what else there is, as it is now. */
  readonly read: (bucket: string, key: string) => ApiObject | undefined;
  /** All of a bucket, or all of a namespace in it. */
  readonly list: (bucket: string, namespace?: string) => readonly ApiObject[];
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Tells the writer something in a `Warning` header; absent where nobody would read it. */
  readonly warn?: (text: string) => void;
}

/** A part of an object with a way of its own. */
export type Subresource = StatusSubresource | ActingSubresource;

/** Reads and writes the object itself, by other rules. */
export interface StatusSubresource {
  readonly of: 'object';
  readonly verbs: readonly Verb[];
  readonly rules: ResourceRules;
}

/** Answers by itself: scale, eviction, binding, token. Streams (log, exec) are in `connect/`. */
export interface ActingSubresource {
  readonly of: 'other';
  readonly verbs: readonly Verb[];
  /** As discovery names it. */
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
}
