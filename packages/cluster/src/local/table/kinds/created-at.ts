import { CREATED, date, NAME } from '../column.ts';
import { type Printer, printer } from '../printer.ts';

/** Kinds that nobody has thought of columns for (apiserver pkg/registry/rest/table.go@1.36). */
export const createdAt: Printer = printer<{
  readonly metadata?: { readonly name?: string; readonly creationTimestamp?: string };
}>([NAME, date('Created At', CREATED)], ({ metadata }) => [
  metadata?.name ?? '',
  metadata?.creationTimestamp ?? '0001-01-01T00:00:00Z',
]);
