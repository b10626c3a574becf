import type { Position } from '../source/position.ts';

/** Where in an object something is: field names and list indexes, from the root. */
export type Path = readonly (string | number)[];

/** What is wrong with a manifest, for programs; the words of a message may change, these do not. */
export type ProblemCode =
  // reading
  | 'not-found'
  | 'unreadable'
  | 'too-large'
  | 'not-text'
  | 'no-manifests'
  // YAML and JSON
  | 'syntax'
  | 'too-deep'
  | 'alias'
  | 'duplicate-key'
  | 'bad-key'
  | 'bad-value'
  | 'unrendered-template'
  // Kubernetes objects
  | 'not-kubernetes'
  | 'unknown-kind'
  | 'removed-version'
  | 'no-pod'
  // fields
  | 'unknown-field'
  | 'wrong-type'
  | 'missing-field'
  | 'unsupported-value'
  | 'invalid-value';

/** An error keeps Kubernetes, or us, from taking the manifest; with a warning it is taken, but not as meant. */
export type Severity = 'error' | 'warning';

/** Something wrong with an input, as data; `renderProblem` makes text of it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** One sentence without a full stop, in the API server's words where it has some. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Absent where the input has no text to point at, such as a file that is not there. */
  readonly position?: Position;
  /** The input, as the user named it. */
  readonly file: string;
  /** The field, from the root of its object. */
  readonly path?: Path;
}
