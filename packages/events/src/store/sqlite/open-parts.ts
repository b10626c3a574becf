import type { DatabaseSync } from 'node:sqlite';
import type { Observation } from '../../observation.ts';
import type { DayTables } from './day-tables.ts';
import { groupIds } from './group-ids.ts';
import { type KnownIds, knownIds } from './known-ids.ts';
import { compareRows, type PartRow } from './part-row.ts';
import { partReader } from './read-part.ts';
import { putSmallPart, removePart, sealPart } from './seal-part.ts';
import { addCounts } from './slot-counts.ts';

/** The parts of a day to which rows come. Each batch is a part of its own at first; small ones are put together until they are sealed. */
export interface OpenParts {
  readonly withoutKnown: (observations: readonly Observation[]) => readonly Observation[];
  readonly add: (rows: readonly PartRow[]) => void;
}

/** So many rows are sealed together, at least. */
const FULL = 4096;
const LARGEST = 8192;
/** So many parts may be small: each question reads all of them. */
const MOST_SMALL = 32;
/** Ids that are remembered, in 16 bytes at most each. */
const MOST_IDS = 1_500_000;

/** Reads nothing yet. */
export function openParts(database: DatabaseSync, tables: DayTables): OpenParts {
  const partsIn = database.prepare(`SELECT id, first, last FROM ${tables.part} WHERE first <= ? AND last >= ?`);
  const readPart = partReader(database, tables);
  const readGroups = groupIds(database, tables);
  let small: { readonly id: number; readonly rows: readonly PartRow[] }[] | undefined;
  let ids: KnownIds = knownIds();
  let read = new Set<number>();

  const rowsOf = (id: number): readonly PartRow[] => {
    const { rows, row } = readPart(id);
    return Array.from({ length: rows }, (_, nth) => row(nth));
  };
  /** The parts that have rows of the times of these, but for some. */
  const partsOf = (observations: readonly Observation[], without?: ReadonlySet<number>): readonly PartRange[] => {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const { until } of observations) {
      if (until < first) first = until;
      if (until > last) last = until;
    }
    const there = partsIn.all(last, first) as unknown as readonly PartRange[];
    return there.filter(
      (part) => !without?.has(part.id) && observations.some(({ until }) => until >= part.first && until <= part.last),
    );
  };
  /** Remembers the ids of all parts in which one of these may be. */
  const learnIds = (observations: readonly Observation[]): void => {
    if (ids.size() > MOST_IDS) {
      ids = knownIds();
      read = new Set();
    }
    for (const { id: part } of partsOf(observations, read)) {
      for (const id of idsIn(part)) ids.add(id);
      read.add(part);
    }
  };
  const idsIn = (part: number): readonly string[] => {
    const { rows, id } = readPart(part);
    return Array.from({ length: rows }, (_, nth) => id(nth));
  };
  /** Of all parts in which one of these may be. */
  const storedIds = (suspects: ReadonlySet<Observation>): ReadonlySet<string> =>
    new Set(partsOf([...suspects]).flatMap(({ id }) => idsIn(id)));
  const readSmall = () => {
    const found = database.prepare(`SELECT id FROM ${tables.part} WHERE sealed = 0 ORDER BY id`).all();
    return (found as unknown as readonly { readonly id: number }[]).map(({ id }) => ({ id, rows: rowsOf(id) }));
  };

  return {
    withoutKnown(observations) {
      learnIds(observations);
      // Hashes may meet: what seems to be there is looked for.
      const suspects = new Set(observations.filter(({ id }) => !ids.add(id)));
      if (suspects.size === 0) return observations;
      const known = new Set(storedIds(suspects));
      return observations.filter((each) => {
        const isNew = !suspects.has(each) || !known.has(each.id);
        known.add(each.id);
        return isNew;
      });
    },
    add(unsorted) {
      if (unsorted.length === 0) return;
      const rows = unsorted.toSorted(compareRows);
      small ??= readSmall();
      const all = small.reduce((sum, part) => sum + part.rows.length, rows.length);
      if (all < FULL && small.length < MOST_SMALL) {
        const id = putSmallPart(database, tables, rows);
        read.add(id);
        small.push({ id, rows });
        return;
      }
      const together = [...small.flatMap((part) => part.rows), ...rows].sort(compareRows);
      const areKnown = small.every(({ id }) => read.has(id));
      for (const { id } of small) removePart(database, tables, id);
      if (all < FULL) {
        const id = putSmallPart(database, tables, together);
        small = [{ id, rows: together }];
        if (areKnown) read.add(id);
        return;
      }
      small = [];
      const groupsNow = readGroups();
      const pieces = Math.ceil(all / LARGEST);
      for (let piece = 0; piece < pieces; piece++) {
        const piecesRows = together.slice(Math.floor((piece * all) / pieces), Math.floor(((piece + 1) * all) / pieces));
        const id = sealPart(database, tables, piecesRows, groupsNow);
        addCounts(database, tables, piecesRows, groupsNow);
        if (areKnown) read.add(id);
      }
    },
  };
}

interface PartRange {
  readonly id: number;
  readonly first: number;
  readonly last: number;
}
