import type { CatalogEntry } from '../catalog/catalog-entry.ts';

/** A text that a container runs without being in a pod: a Dockerfile, a script, a script in a ConfigMap. */
export interface ScriptSubject {
  readonly language: 'shell' | 'dockerfile';
  readonly text: string;
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}
