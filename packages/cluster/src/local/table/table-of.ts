import { badRequest } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';
import type { Column } from './column.ts';
import { columnPrinter } from './custom-columns.ts';
import { createdAt } from './kinds/created-at.ts';
import { customScales, scales } from './kinds/scaling.ts';
import type { Cell, Printer, RowCondition } from './printer.ts';
import { printers } from './printers.ts';

/** Rows for people, made by the server so that clients need to know no kind (meta/v1 Table@1.36). */
export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: string;
  readonly metadata: object;
  /** Null behind the first event of a watch. */
  readonly columnDefinitions: readonly Column[] | null;
  readonly rows: readonly TableRow[];
}

/** One object. */
export interface TableRow {
  readonly cells: readonly Cell[];
  readonly conditions?: readonly RowCondition[];
  readonly object: object | null;
}

/** How a Table is wanted. */
export interface TableOptions {
  readonly now: Date;
  /** `v1` or `v1beta1` of meta.k8s.io. */
  readonly version: string;
  /** The query's `includeObject`. */
  readonly includeObject: string | null;
  readonly withColumns?: boolean;
  /** Empty for the objects themselves. */
  readonly subresource?: string;
}

/** What is shown: objects as the resource's version has them, and the metadata of their list, or of the one object. */
export interface Shown {
  readonly objects: readonly ApiObject[];
  readonly metadata: { readonly resourceVersion?: string; readonly [field: string]: unknown };
}

/** Prints objects of a resource as a Table (apiserver pkg/endpoints/handlers/response.go asTable@1.36). */
export function tableOf(resource: Resource, { objects, metadata }: Shown, options: TableOptions): Table {
  const { version, includeObject, withColumns = true, subresource = '' } = options;
  const printer = printerOf(resource, subresource);
  const apiVersion = `meta.k8s.io/${version}`;
  const shape = shapeOf(includeObject, apiVersion);
  return {
    kind: 'Table',
    apiVersion,
    metadata: listMetadata(metadata),
    columnDefinitions: withColumns ? printer.columns : null,
    rows: objects.map((object) => {
      const stored = subresource === 'scale' ? object : (resource.conversion?.toStored(object) ?? object);
      const conditions = printer.conditions?.(stored) ?? [];
      return {
        cells: printer.cells(stored, options.now),
        ...(conditions.length > 0 && { conditions }),
        object: shape(object),
      };
    }),
  };
}

function printerOf(resource: Resource, subresource: string): Printer {
  const isCustom = resource.columns !== undefined;
  if (subresource === 'scale') return isCustom ? customScales : scales;
  if (resource.columns !== undefined) return columnPrinter(resource.columns);
  return printers[resource.bucket] ?? createdAt;
}

function listMetadata({ resourceVersion, continue: more, remainingItemCount }: Shown['metadata']): object {
  return {
    ...(resourceVersion !== undefined && { resourceVersion }),
    ...(more !== undefined && more !== '' && { continue: more }),
    ...(remainingItemCount !== undefined && { remainingItemCount }),
  };
}

function shapeOf(includeObject: string | null, apiVersion: string): (object: ApiObject) => object | null {
  switch (includeObject) {
    case null:
    case '':
    case 'Metadata':
      return ({ metadata = {} }) => ({ kind: 'PartialObjectMetadata', apiVersion, metadata });
    case 'Object':
      return (object) => object;
    case 'None':
      return () => null;
    default:
      throw badRequest(
        `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(includeObject)}: must be 'Metadata', 'Object', 'None', or empty`,
      );
  }
}
