import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../object/api-object.ts';
import { declare } from '../resource/declare.ts';
import { type TableRow, tableOf } from './table-of.ts';

// testing/tables.jsonl: what kube-apiserver 1.36.2 answered for objects of every kind with `includeObject=Object`, when it was asked.
interface Recorded {
  readonly path: string;
  readonly now: string;
  readonly columns: string;
  /** Of the columns in JSON, with their descriptions. */
  readonly sha256: string;
  readonly rows: readonly (TableRow & { readonly object: ApiObject })[];
}

const recorded = readFileSync(new URL('testing/tables.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Recorded)
  // These two are kept in another form, and printed in that one.
  .filter(({ path }) => !/^\/apis\/(autoscaling\/v1|events\.k8s\.io)\//.test(path));

describe('a Table', () => {
  test.each(recorded)('of $path has the real columns and cells', ({ path, now, columns, sha256, rows }) => {
    const [root, group = '', ...rest] = path.split('/').filter(Boolean);
    const plural = rest.at(-1) ?? group;
    const resource = declare({ group: root === 'api' ? '' : group, plural, kind: 'Any' });
    const objects = rows.map(({ object }) => object);
    const table = tableOf(
      resource,
      { objects, metadata: {} },
      { now: new Date(now), version: 'v1', includeObject: 'Object' },
    );
    expect(table.columnDefinitions?.map(({ name }) => name).join(' | ')).toBe(columns);
    expect(sha256Of(table.columnDefinitions)).toBe(sha256);
    expect(table.rows).toEqual(rows);
  });
});

function sha256Of(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
