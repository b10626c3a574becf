import { createHash } from 'node:crypto';
import { dayOf } from './day-partitions.ts';
import { GROUP_COLUMNS, PLACE_COLUMNS, type SplitObservation } from './observation-columns.ts';
import type { Ask } from './postgres-connection.ts';

/** The numbers of what many observations have in common, by {@link groupKey} and {@link placeKey}. */
export interface Numbers {
  readonly groups: Map<string, number>;
  readonly places: Map<string, number>;
}

/** Nothing is known. */
export function noNumbers(): Numbers {
  return { groups: new Map(), places: new Map() };
}

/** What has the same key has the same number. */
export function groupKey({ group }: SplitObservation): string {
  return group.join('\0');
}

/** A place is of one day. */
export function placeKey({ ended, place }: SplitObservation): string {
  return `${dayOf(ended)}\0${place.join('\0')}`;
}

/** The numbers that are not known yet; what is new is written. */
export async function numberNew(ask: Ask, observations: readonly SplitObservation[], known: Numbers): Promise<Numbers> {
  const groups = new Map<string, readonly string[]>();
  const places = new Map<string, readonly (string | number)[]>();
  for (const each of observations) {
    const [group, place] = [groupKey(each), placeKey(each)];
    if (!known.groups.has(group)) groups.set(group, each.group);
    if (!known.places.has(place)) places.set(place, [dayOf(each.ended), ...each.place]);
  }
  return {
    groups: await numberOf(ask, { table: 'groups', columns: GROUP_COLUMNS }, groups),
    places: await numberOf(ask, { table: 'places', columns: ['day', ...PLACE_COLUMNS] }, places),
  };
}

interface Dictionary {
  readonly table: string;
  readonly columns: readonly string[];
}

async function numberOf(
  ask: Ask,
  { table, columns }: Dictionary,
  rows: ReadonlyMap<string, readonly (string | number)[]>,
): Promise<Map<string, number>> {
  // In one order for all, so that two writers do not wait for each other.
  const wanted = [...rows].map(([key, values]) => ({ key, values, digest: digestOf(key) })).sort(byDigest);
  const numbers = new Map<string, number>();
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const digests = some.map(({ digest }) => digest);
    const types = columns.map((column, index) => `$${index + 2}::${column === 'day' ? 'integer' : 'text'}[]`);
    await ask(
      `INSERT INTO ${table} (digest, ${columns.join(', ')}) SELECT * FROM unnest($1::uuid[], ${types.join(', ')})
ON CONFLICT (digest) DO NOTHING`,
      [digests, ...columns.map((_, index) => some.map(({ values }) => values[index] ?? ''))],
    );
    const found = await ask<{ readonly id: number; readonly digest: string }>(
      `SELECT id, digest FROM ${table} WHERE digest = ANY ($1::uuid[])`,
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
