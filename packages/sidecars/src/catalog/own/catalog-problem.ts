import type { Path } from '@outrigger/manifest';

/** What is wrong with a user's catalog, and where in the value that was read. */
export interface CatalogProblem {
  readonly path: Path;
  /** What is wrong is the key at the path itself, not what it holds. */
  readonly atKey?: true;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** For a word that means nothing here: those that do. */
  readonly known?: readonly string[];
}
