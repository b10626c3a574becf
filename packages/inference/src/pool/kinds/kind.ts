import type { Schema } from './schema.ts';

/** A kind of objects that say what a pool is, in one group and version. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly description: string;
  readonly spec: Schema;
  readonly status: Schema;
  /** Beside the name and the age, which all have. */
  readonly columns: readonly Column[];
}

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer';
  readonly jsonPath: string;
}
