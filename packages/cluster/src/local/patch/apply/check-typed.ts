import type { ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonValue } from '../json-value.ts';
import { printGo } from '../print-go.ts';
import { atomOf, isAtomicList, type ListAtom, type ScalarAtom } from './atom.ts';
import { itemElement } from './item-element.ts';
import { fieldElement, type PathElement, printPath } from './path-element.ts';
import { TypedFault } from './typed-fault.ts';

/**
 * Throws where a value is not of its type, or a list has an item twice that may be there once only (structured-merge-diff v6
 * typed/validate.go).
 */
export function checkTyped(value: JsonValue, type: ValueType, { allowsDuplicates }: CheckOptions): void {
  const problems = problemsOf(value, type, { path: [], allowsDuplicates });
  if (problems.length > 0) throw new TypedFault(problems);
}

interface CheckOptions {
  /** An object that is kept may have them, one that is applied may not. */
  readonly allowsDuplicates: boolean;
}

interface Place extends CheckOptions {
  readonly path: readonly PathElement[];
}

function problemsOf(value: JsonValue, type: ValueType, place: Place): readonly string[] {
  const atom = atomOf(type, value);
  const problem = (text: string): readonly string[] => {
    const path = printPath(place.path);
    return [path === '' ? text : `${path}: ${text}`];
  };
  if (value === null) return [];
  if (atom.is === 'scalar') return isScalar(value, atom) ? [] : problem(scalarWords(value, atom));
  if (atom.is === 'list') {
    return isList(value) ? itemProblems(value, atom, place) : problem(`expected list, got &{${printGo(value)}}`);
  }
  if (!isMap(value)) return problem(`expected map, got &{${printGo(value)}}`);
  return Object.entries(value).flatMap(([key, field]) => {
    const inside = { ...place, path: [...place.path, fieldElement(key)] };
    const own = atom.typeOf(key);
    if (own === undefined) return [`${printPath(inside.path)}: field not declared in schema`];
    return problemsOf(field, own, inside);
  });
}

function itemProblems(list: readonly JsonValue[], atom: ListAtom, place: Place): readonly string[] {
  const seen = new Set<PathElement>();
  return list.flatMap((item, at) => {
    let element = `i:${at}`;
    if (!isAtomicList(atom)) {
      try {
        element = itemElement(item, atom);
      } catch (fault) {
        if (!(fault instanceof TypedFault)) throw fault;
        return [`${printPath(place.path)}: element ${at}: ${fault.message}`];
      }
      if (seen.has(element) && !place.allowsDuplicates) {
        return [`${printPath(place.path)}: duplicate entries for key ${printPath([element])}`];
      }
      seen.add(element);
    }
    return problemsOf(item, atom.items, { ...place, path: [...place.path, element] });
  });
}

function isScalar(value: JsonValue, { of }: ScalarAtom): boolean {
  if (of === 'numeric') return typeof value === 'number';
  if (of !== undefined) return typeof value === of;
  return typeof value !== 'object';
}

function scalarWords(value: JsonValue, { of }: ScalarAtom): string {
  if (of === 'numeric') return `expected numeric (int or float), got ${goType(value)}`;
  if (of === 'string') return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
  return `expected ${of ?? 'any scalar'}, got &{${printGo(value)}}`;
}

/** As Go's `%T` names what it has read from JSON. */
function goType(value: JsonValue): string {
  if (isList(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** As Go's `%#v` shows what it has read from JSON. */
function goSyntax(value: JsonValue): string {
  if (isList(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[string]interface {}{${entries.map(([key, item]) => `${JSON.stringify(key)}:${goSyntax(item)}`).join(', ')}}`;
}
