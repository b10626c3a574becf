import { type FieldSet, type GrowingSet, newSet } from './field-set.ts';
import { compareElements } from './path-element.ts';

/** A set of fields as managed fields keep it: a tree in which `.` stands for the place itself. */
export interface FieldsV1 {
  readonly [element: string]: FieldsV1;
}

/** Writes a set (structured-merge-diff v6 fieldpath/serialize.go). */
export function toFieldsV1({ members, children }: FieldSet): FieldsV1 {
  const elements = [...members.union(new Set(children.keys()))].sort(compareElements);
  const entries = elements.map((element): readonly [string, FieldsV1] => {
    const child = children.get(element);
    if (child === undefined) return [element, {}];
    return [element, members.has(element) ? { '.': {}, ...toFieldsV1(child) } : toFieldsV1(child)];
  });
  return Object.fromEntries(entries);
}

/** Reads one; undefined for what is none. */
export function fromFieldsV1(fields: unknown): FieldSet | undefined {
  const set = newSet();
  return fill(set, fields) ? set : undefined;
}

function fill(set: GrowingSet, fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false;
  return Object.entries(fields).every(([element, deeper]) => {
    if (element === '.') return true;
    if (!isElement(element) || typeof deeper !== 'object' || deeper === null) return false;
    const rest = Object.keys(deeper);
    if (rest.length === 0 || rest.includes('.')) set.members.add(element);
    if (rest.every((key) => key === '.')) return true;
    const child = newSet();
    set.children.set(element, child);
    return fill(child, deeper);
  });
}

function isElement(element: string): boolean {
  if (element.startsWith('f:')) return true;
  if (!/^[kvi]:/.test(element)) return false;
  try {
    JSON.parse(element.slice(2));
    return true;
  } catch {
    return false;
  }
}
