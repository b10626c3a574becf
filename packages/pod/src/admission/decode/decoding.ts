import type { ManifestPath } from '../field-path.ts';

/** A value of the wrong type. */
export interface TypeProblem {
  /** In the words of Go's decoder. */
  readonly message: string;
  readonly path: ManifestPath;
}

/** A field that a server does not know. */
export interface UnknownField {
  /** As the API server writes it: `spec.containers[0].restartPolicy`. */
  readonly field: string;
  readonly path: ManifestPath;
  /** The minors that know it, where others do. */
  readonly known: { readonly from: number; readonly to: number } | undefined;
}

/** What one decoding has found so far. */
export interface Decoding {
  readonly minor: number;
  readonly unknown: UnknownField[];
  readonly problems: TypeProblem[];
}

/** Where the decoder is. */
export interface Position {
  /** The struct around, as errors name it. */
  readonly struct: string;
  /** The names of the fields on the way, without indices, as errors name them. */
  readonly fields: readonly string[];
  readonly place: ManifestPath;
  readonly decoding: Decoding;
}

/** Ends a decoding where Go's ends it at once. */
export class DecodeStop extends Error {
  readonly problem: TypeProblem;

  constructor(problem: TypeProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Go's words for a value of the wrong type (UnmarshalTypeError in sigs.k8s.io/json). */
export function typeMessage(value: string, type: string, { struct, fields }: Position): string {
  const into = struct === '' ? 'value' : `struct field ${struct}.${fields.join('.')}`;
  return `json: cannot unmarshal ${value} into Go ${into} of type ${type}`;
}
