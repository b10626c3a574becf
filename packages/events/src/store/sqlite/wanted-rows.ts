import type { EventFilter } from '../event-store.ts';
import type { FoundPart } from './find-parts.ts';
import type { FoundPlaces } from './find-places.ts';
import type { TemplateReader } from './group-reader.ts';
import { BLOCK } from './pack-block.ts';
import type { ReadPart } from './read-part.ts';
import { wordTest } from './word-test.ts';

/** What single rows are asked for. */
export interface RowSearch {
  /** 1 at the number of each group that is wanted; undefined for all. */
  readonly groups: Uint8Array | undefined;
  readonly filter: EventFilter;
  readonly templates: TemplateReader;
  readonly places: FoundPlaces | undefined;
  readonly isNewest: boolean;
}

/** The rows of a part that are wanted, in order. Blocks are read of those only to which the head does not say no. */
export function wantedRows(found: FoundPart, part: ReadPart, search: RowSearch): Iterable<number> {
  const { filter, templates, isNewest } = search;
  const rows = rowsByHead(found, part, search);
  if (isNewest) rows.reverse();
  const { names = [], correlationId, text } = filter;
  if (names.length === 0 && correlationId === undefined && text === undefined) return rows;
  const wantedNames = new Set(names);
  const hasWords = text === undefined ? undefined : wordTest(text, templates);
  return rows.values().filter((row) => {
    const block = part.blockOf(row);
    const nth = row % BLOCK;
    return (
      (names.length === 0 || wantedNames.has(block.name(nth))) &&
      (correlationId === undefined || block.incident(nth) === correlationId) &&
      (hasWords === undefined || hasWords(block, nth, part.head.group(row)))
    );
  });
}

/** Those of the range, of the groups that are wanted, and of the places that are known. */
function rowsByHead(
  { id, sealed }: FoundPart,
  { rows, head }: ReadPart,
  { filter, groups, places, templates }: RowSearch,
): number[] {
  const first = filter.from === undefined ? 0 : firstAt(head.until, rows, filter.from);
  const end = filter.until === undefined ? rows : firstAt(head.until, rows, filter.until);
  const wanted: number[] = [];
  if (places !== undefined && places.templates === undefined && sealed !== 0) {
    // What stood there before the part was written anew may be there no more.
    for (const row of places.rows.get(id) ?? [])
      if (row >= first && row < end && (groups === undefined || groups[head.group(row)] === 1)) wanted.push(row);
    return wanted;
  }
  const ofTemplates = sealed === 0 ? undefined : places?.templates;
  if (groups === undefined && ofTemplates === undefined) {
    for (let row = first; row < end; row++) wanted.push(row);
    return wanted;
  }
  const groupOf = head.group.all(groupsOfPart);
  const known = ofTemplates && new Set(places?.rows.get(id));
  for (let row = first; row < end; row++) {
    const group = groupOf[row] ?? 0;
    if (groups !== undefined && groups[group] !== 1) continue;
    if (ofTemplates !== undefined && ofTemplates[templates.numberOf[group] ?? 0] !== 1 && !known?.has(row)) continue;
    wanted.push(row);
  }
  return wanted;
}

/** Of the part that is looked at. */
const groupsOfPart = new Int32Array(8192);

/** The first row that is not before a moment: rows of a part are in the order of their times. */
function firstAt(until: (row: number) => number, rows: number, moment: number): number {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (until(middle) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
