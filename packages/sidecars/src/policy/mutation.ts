import type { CatalogEntry } from '../catalog/catalog-entry.ts';

/** A repair that the API server can make by itself when a pod or template is written. */
export interface PolicyMutation {
  /** The rule whose finding it ends. */
  readonly rule: `SC${string}`;
  /** An imperative without a full stop. */
  readonly title: string;
  /** CEL over `variables`: the operations of a JSON Patch. */
  readonly operations: (entries: readonly CatalogEntry[]) => string;
}
