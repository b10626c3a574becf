import type { ManifestPath } from '../field-path.ts';
import type { GoFields } from './go-struct.ts';

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
  /** What Go's structs are made of, and what they are called. */
  readonly structs: StructTable;
  readonly unknown: UnknownField[];
  readonly problems: TypeProblem[];
}

/** The structs that a decoder knows, by their names. */
export interface StructTable {
  /** The fields of a struct, or undefined when there is no such struct: then it is another name for a string. */
  readonly fieldsOf: (name: string) => GoFields | undefined;
  /** A type as Go prints it in an error. */
  readonly print: (type: string) => string;
  /** The struct around a field as an error names it. */
  readonly bare: (name: string) => string;
}

/** Where the decoder is: a step on the way from the root, which is spelled out only when there is something to tell. */
export interface Position {
  /** The struct around, as errors name it. */
  readonly struct: string;
  /** The name of the field, the key of the entry, or the index of the item. */
  readonly step: string | number;
  /** How errors name the field; items of lists and entries of maps have no name there. */
  readonly name: string | undefined;
  readonly parent: Position | undefined;
  readonly decoding: Decoding;
}

/** Where a decoding begins. */
export function rootPosition(decoding: Decoding): Position {
  return { struct: '', step: '', name: undefined, parent: undefined, decoding };
}

/** An item of the list, or an entry of the map, at a position. */
export function inside(at: Position, step: string | number): Position {
  return { struct: at.struct, step, name: undefined, parent: at, decoding: at.decoding };
}

/** The place of a position in the manifest. */
export function placeOf(at: Position): ManifestPath {
  return at.parent ? [...placeOf(at.parent), at.step] : [];
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
export function typeMessage(value: string, type: string, at: Position): string {
  const struct = at.decoding.structs.bare(at.struct);
  const into = struct === '' ? 'value' : `struct field ${struct}.${namesOf(at).join('.')}`;
  return `json: cannot unmarshal ${value} into Go ${into} of type ${type}`;
}

function namesOf(at: Position): readonly string[] {
  const before = at.parent ? namesOf(at.parent) : [];
  return at.name === undefined ? before : [...before, at.name];
}
