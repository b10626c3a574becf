import { type Json, type JsonObject, type Path, printPath } from '@outrigger/manifest';
import type { CatalogProblem } from './catalog-problem.ts';

/** Reads the fields of a value and collects what is wrong with them, so that all of it can be told at once. Null is absent. */
export interface FieldReader {
  readonly problems: readonly CatalogProblem[];
  fail(problem: CatalogProblem): void;
  /** A map of which only these keys are known; an empty one where it is none. */
  map(value: Json | undefined, path: Path, keys: readonly string[]): JsonObject;
  list(value: Json | undefined, path: Path): readonly Json[];
  /** A text that is not empty; the empty one where there is none. */
  text(value: Json | undefined, path: Path): string;
  texts(value: Json | undefined, path: Path): readonly string[];
  oneOf<T extends string>(value: Json | undefined, path: Path, known: readonly T[]): T | undefined;
  ports(value: Json | undefined, path: Path): readonly number[];
  port(value: Json | undefined, path: Path): number | undefined;
}

/** A reader that has found nothing wrong yet. */
export function createFieldReader(): FieldReader {
  const problems: CatalogProblem[] = [];
  const fail = (problem: CatalogProblem) => {
    // What is no map lacks all fields of one, and that has been said.
    if (!problems.some((known) => !known.atKey && isWithin(problem.path, known.path))) problems.push(problem);
  };
  const wrong = (value: Json | undefined, path: Path, expected: string) =>
    value === undefined || value === null
      ? fail({ path, atKey: true, message: `${sayPath(path)} is missing: expected ${expected}` })
      : fail({
          path,
          message: `${sayPath(path)}: expected ${expected}, got ${describe(value)}`,
          ...unquoted(value, expected),
        });
  const reader: FieldReader = {
    problems,
    fail,
    map(value, path, keys) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        wrong(value, path, 'a map');
        return {};
      }
      const map = value as JsonObject;
      for (const key of Object.keys(map)) {
        if (keys.includes(key)) continue;
        const at = [...path, key];
        fail({ path: at, atKey: true, message: `unknown field "${sayPath(at)}"`, known: keys });
      }
      return map;
    },
    list(value, path) {
      if (value === undefined || value === null) return [];
      if (Array.isArray(value)) return value;
      wrong(value, path, 'a list');
      return [];
    },
    text(value, path) {
      if (typeof value === 'string' && value.trim() !== '') return value;
      wrong(value, path, 'a text');
      return '';
    },
    texts: (value, path) => reader.list(value, path).map((item, index) => reader.text(item, [...path, index])),
    oneOf(value, path, known) {
      const found = known.find((word) => word === value);
      if (found === undefined && typeof value === 'string')
        fail({ path, message: `${sayPath(path)}: "${value}" is not known`, known });
      else if (found === undefined) wrong(value, path, `one of ${known.join(', ')}`);
      return found;
    },
    ports: (value, path) =>
      reader.list(value, path).flatMap((item, index) => reader.port(item, [...path, index]) ?? []),
    port(value, path) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
      wrong(value, path, 'a port, 1 to 65535');
      return undefined;
    },
  };
  return reader;
}

/** `sidecars[0].recognise.images`; the whole value is the catalog. */
export function sayPath(path: Path): string {
  return printPath(path, 'the catalog');
}

function isWithin(path: Path, outer: Path): boolean {
  return path.length > outer.length && outer.every((part, i) => part === path[i]);
}

function unquoted(value: Json | undefined, expected: string): { readonly hint?: string } {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return expected === 'a text' && isScalar ? { hint: `put quotes around it: "${value}"` } : {};
}

function describe(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
