import type { ApiObject } from '../object/api-object.ts';
import { CREATED, date, NAME } from './column.ts';
import { findByPath, type JsonPath, readPath } from './json-path.ts';
import { since } from './print.ts';
import type { Cell, Printer } from './printer.ts';

/** A column of a custom resource (apiextensions/v1 CustomResourceColumnDefinition@1.36). */
export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

/** Prints a custom resource by its `additionalPrinterColumns`; without any, it has an age. */
export function columnPrinter(columns: readonly PrinterColumn[]): Printer {
  const known = printersOf.get(columns);
  if (known !== undefined) return known;
  const made = columns.length === 0 ? byAge : byColumns(columns);
  printersOf.set(columns, made);
  return made;
}

/** A definition's paths are read once. */
const printersOf = new WeakMap<readonly PrinterColumn[], Printer>();

const byAge: Printer = {
  columns: [NAME, date('Age', CREATED)],
  cells: ({ metadata }, now) => [metadata?.name ?? '', since(metadata?.creationTimestamp, now)],
};

/** apiextensions-apiserver pkg/registry/customresource/tableconvertor/tableconvertor.go@1.36. */
function byColumns(columns: readonly PrinterColumn[]): Printer {
  const read = columns.map(({ type, jsonPath }) => ({ type, path: readPath(jsonPath) }));
  return {
    columns: [
      NAME,
      ...columns.map(({ name, type, format = '', description, priority = 0, jsonPath }) => ({
        name,
        type,
        format,
        description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
        priority,
      })),
    ],
    cells: (object, now) => [
      object.metadata?.name ?? '',
      ...read.map(({ type, path }) => (path === undefined ? null : printCell(type, firstAt(object, path), now))),
    ],
  };
}

/** Only the first of what a path finds is shown. */
function firstAt(object: ApiObject, path: JsonPath): unknown {
  return findByPath(object, path)[0];
}

function printCell(type: string, value: unknown, now: Date): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'string':
      return typeof value === 'object' ? JSON.stringify(sorted(value)) : String(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? printDate(value, now) : null;
    default:
      return null;
  }
}

/** RFC 3339 as Go reads it; whatever else is there is said to be no date. */
function printDate(value: string, now: Date): string {
  if (value === '' || value === 'null') return '<unknown>';
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
  return isDate && !Number.isNaN(Date.parse(value)) ? since(value, now) : '<invalid>';
}

/** Go writes maps by their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
