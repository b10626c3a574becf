import { createHash } from 'node:crypto';
import { GROUP_COLUMNS } from './observation-columns.ts';
import type { Ask } from './postgres-connection.ts';

/** What a writer remembers of the numbers of groups. */
export type GroupNumbers = Map<string, number>;

/** The key of a group's values. */
export function groupKey(values: readonly string[]): string {
  return values.join('\0');
}

/** The numbers of groups that are not known yet, by their keys; those that are new are written. */
export async function numberGroups(ask: Ask, groups: ReadonlyMap<string, readonly string[]>): Promise<GroupNumbers> {
  // In one order for all, so that two writers do not wait for each other.
  const wanted = [...groups].map(([key, values]) => ({ key, values, digest: digestOf(key) })).sort(byDigest);
  const numbers: GroupNumbers = new Map();
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const digests = some.map(({ digest }) => digest);
    const columns = GROUP_COLUMNS.map((_, index) => some.map(({ values }) => values[index] ?? ''));
    await ask(
      `INSERT INTO groups (digest, ${GROUP_COLUMNS.join(', ')})
SELECT * FROM unnest($1::uuid[], ${columns.map((_, index) => `$${index + 2}::text[]`).join(', ')})
ON CONFLICT (digest) DO NOTHING`,
      [digests, ...columns],
    );
    const found = await ask<{ readonly id: number; readonly digest: string }>(
      'SELECT id, digest FROM groups WHERE digest = ANY ($1::uuid[])',
      [digests],
    );
    const byName = new Map(found.map(({ id, digest }) => [digest, id]));
    for (const { key, digest } of some) numbers.set(key, byName.get(digest) ?? 0);
  }
  return numbers;
}

const AT_ONCE = 5000;

/** Shaped as a UUID, which is half as long as its letters. */
function digestOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function byDigest(a: { readonly digest: string }, b: { readonly digest: string }): number {
  return a.digest < b.digest ? -1 : Number(a.digest > b.digest);
}
