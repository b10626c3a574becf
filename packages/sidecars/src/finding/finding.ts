import type { Patch, Path, Position } from '@outrigger/manifest';

/** What a rule has to say about one place of an input. */
export interface Finding {
  /** The rule's id: `SC001`. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What the engine saw happen because of it, one sentence without a full stop: `the Job never completes`. */
  readonly consequence?: string;
  /** What to do about it, where the rule's page does not say all. */
  readonly hint?: string;
  /** The object it is in; absent for a file that holds none, such as a Dockerfile. */
  readonly object?: FindingObject;
  readonly container?: string;
  /** The input, as the user named it. */
  readonly file: string;
  /** The field, from the root of its object; empty outside of objects. */
  readonly path: Path;
  readonly position: Position;
  readonly fix?: Fix;
}

/** `error`: it does not work. `warning`: it works by luck, or is lost when something happens. `info`: it could be better. */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** The names by which people know an object. */
export interface FindingObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A change of the object that ends the finding. */
export interface Fix {
  /** An imperative without a full stop: `Add the startup probe of the catalog`. */
  readonly title: string;
  /** Whether `outrigger migrate` makes it without being asked for this one. */
  readonly isSafe: boolean;
  /** With paths in the object. */
  readonly patch: Patch;
}
