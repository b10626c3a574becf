import type { Category, Severity } from '../observation.ts';

/** Reasons that one source writes, and what they mean. */
export interface CatalogGroup {
  /** Short; the first half of a rule's name: `pod` of `pod/BackOff`. */
  readonly id: string;
  readonly title: string;
  /** Who writes them, as `source.component` says it; where two groups know a reason, this tells them apart. */
  readonly components: readonly string[];
  /** Where the meanings were read: repository, path, version. */
  readonly source: string;
  readonly rows: readonly CatalogRow[];
}

/** What some reasons mean. */
export interface CatalogRow {
  readonly reasons: readonly string[];
  /** Of the event, where it is always the same or tells two rows of a reason apart. Severity never follows from it. */
  readonly type?: 'Normal' | 'Warning';
  /** Of the object that it is about, where that tells two rows of a reason apart. */
  readonly kinds?: readonly string[];
  readonly category: Category;
  readonly severity: Severity;
  /** Reasons whose trouble ends with this, about the same object. */
  readonly recovers?: readonly string[];
  /** Finer meanings by the message; the first that fits counts. */
  readonly subclasses?: readonly Subclass[];
}

/** A finer meaning of a reason. What it does not say is as in its row. */
export interface Subclass {
  readonly id: string;
  /** The message contains one of these. */
  readonly says: readonly string[];
  /** And one of these, too. */
  readonly alsoSays?: readonly string[];
  readonly category?: Category;
  readonly severity?: Severity;
}
