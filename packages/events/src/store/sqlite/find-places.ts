import type { EventFilter } from '../event-store.ts';
import type { DayReading } from './day-reading.ts';
import type { DayTables } from './day-tables.ts';
import { hasMarks } from './find-parts.ts';
import { templateReader } from './group-reader.ts';
import { incidentKey, nameKey, tagOf, templateTag, wordRange } from './mark-keys.ts';
import type { KeyRange } from './pack-postings.ts';
import { countPieces, findPostings, partOf } from './posting-runs.ts';
import { WITHIN_WORD, wordQuery } from './words-of.ts';

/** Where in a day's sealed parts rows may be that a filter wants. */
export interface FoundPlaces {
  /** Rows by the number of their part, in increasing order. */
  readonly rows: ReadonlyMap<number, readonly number[]>;
  /** 1 at the number of each template whose messages have all words in themselves, so that any row of theirs is wanted; undefined for none. */
  readonly templates: Uint8Array | undefined;
}

/** By names, an incident or words; undefined where the filter has none, or they are nearly everywhere. */
export function findPlaces(reading: DayReading, tables: DayTables, filter: EventFilter): FoundPlaces | undefined {
  const { names = [], correlationId, text } = filter;
  if (!hasMarks(reading.database, tables)) return undefined;
  if (names.length > 0) return placesOf(reading, tables, names.map(nameKey));
  if (correlationId !== undefined) return placesOf(reading, tables, [incidentKey(correlationId)]);
  return text === undefined ? undefined : placesOfWords(reading, tables, text);
}

function placesOf({ database }: DayReading, tables: DayTables, keys: readonly number[]): FoundPlaces | undefined {
  const ranges = keys.map((key): KeyRange => [key, key + 1]);
  let pieces = 0;
  for (const range of ranges) pieces += countPieces(database, tables, range);
  if (pieces > MOST_PIECES + ranges.length * RUNS) return undefined;
  const rows = rowsByPart();
  for (const range of ranges) for (const [, places] of findPostings(database, tables, range)) rows.add(places);
  return { rows: rows.sorted(), templates: undefined };
}

/** For each template the rarest of the words that it has not itself. */
function placesOfWords(reading: DayReading, tables: DayTables, text: string): FoundPlaces | undefined {
  const { database } = reading;
  const { words, isIndexed, missingIn } = wordQuery(text);
  const pieces = new Map(
    words.filter(isIndexed).map((word) => [word, countPieces(database, tables, wordRange(word))] as const),
  );
  const { numberOf, textOf } = templateReader(reading, tables);
  const all = distinctIn(numberOf);
  const templates = new Uint8Array(Math.max(0, ...all) + 1);
  /** The templates of each word that is looked for. */
  const asked = new Map<string, Set<number>>();
  for (const template of all) {
    const said = textOf(template);
    const missing = WITHIN_WORD.test(said) ? words : missingIn(said.replaceAll(HOLE, ' '));
    const [rarest] = missing.filter(isIndexed).sort((a, b) => (pieces.get(a) ?? 0) - (pieces.get(b) ?? 0));
    if (rarest === undefined) templates[template] = words.length === 0 ? 0 : 1;
    else asked.set(rarest, (asked.get(rarest) ?? new Set()).add(templateTag(template === 0 ? null : said)));
  }
  let most = 0;
  for (const word of asked.keys()) most += pieces.get(word) ?? 0;
  if (most > MOST_PIECES) return undefined;
  const rows = rowsByPart();
  for (const [word, tags] of asked)
    for (const [key, places] of findPostings(database, tables, wordRange(word)))
      if (tags.has(tagOf(key))) rows.add(places);
  return { rows: rows.sorted(), templates: templates.includes(1) ? templates : undefined };
}

const HOLE = '<*>';
/** Of about a thousand places each: what is in more is found sooner by reading the rows. */
const MOST_PIECES = 1000;
/** Each key is at least in one piece of each run, about. */
const RUNS = 40;

function rowsByPart(): {
  readonly add: (places: readonly number[]) => void;
  readonly sorted: () => ReadonlyMap<number, readonly number[]>;
} {
  const rows = new Map<number, number[]>();
  return {
    add(places) {
      for (const place of places) {
        const { part, row } = partOf(place);
        const known = rows.get(part);
        if (known === undefined) rows.set(part, [row]);
        else known.push(row);
      }
    },
    // Words that begin alike may stand in one row.
    sorted: () => new Map([...rows].map(([part, all]) => [part, [...new Set(all)].sort((a, b) => a - b)])),
  };
}

/** Those that groups have; the first is none of a group. */
function distinctIn(numbers: Int32Array): readonly number[] {
  const known = distinct.get(numbers);
  if (known !== undefined) return known;
  const all = [...new Set(numbers.subarray(1))];
  distinct.set(numbers, all);
  return all;
}

/** As long as no group comes, the next question has the same ones. */
const distinct = new WeakMap<Int32Array, readonly number[]>();
