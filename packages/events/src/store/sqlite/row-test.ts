import type { EventFilter } from '../event-store.ts';
import { messageOf } from './part-row.ts';
import type { ReadPart } from './read-part.ts';
import { wordQuery } from './words-of.ts';

/** What of a filter single rows are asked for; the rest their groups have answered. */
export interface RowTest {
  /** 1 at the number of each that is wanted; undefined for all. */
  readonly groups: Uint8Array | undefined;
  readonly filter: EventFilter;
  /** Of a group, by its number. */
  readonly templateOf: (group: number) => string;
}

/** Whether a row of a part is wanted. The body is read when the head does not say no already. */
export function rowTest(part: ReadPart, { groups, filter, templateOf }: RowTest): (row: number) => boolean {
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, correlationId, text } = filter;
  const { group, until: times } = part.head;
  const names = filter.names === undefined || filter.names.length === 0 ? undefined : new Set(filter.names);
  const hasWords = text === undefined ? undefined : wordTest(part, text, templateOf);
  return (row) => {
    if (groups !== undefined && groups[group[row] ?? 0] !== 1) return false;
    const at = times[row] ?? 0;
    if (at < from || at >= until) return false;
    if (names !== undefined && !names.has(part.body().name(row))) return false;
    if (correlationId !== undefined && part.body().incident(row) !== correlationId) return false;
    return hasWords === undefined || hasWords(row);
  };
}

/** Many rows of a part say the same: it is looked at once what they leave out of one template. */
function wordTest(part: ReadPart, text: string, templateOf: RowTest['templateOf']): (row: number) => boolean {
  const { isIn } = wordQuery(text);
  const { group } = part.head;
  const answers = new Map<string, Map<number, boolean>>();
  return (row) => {
    const { flags, message, messagePlace } = part.body();
    const template = templateOf(group[row] ?? 0);
    const known = answers.get(template) ?? new Map<number, boolean>();
    if (known.size === 0) answers.set(template, known);
    // Whether a message is whole is a part of what it says.
    const place = messagePlace(row) * 8 + (flags(row) & 7);
    const answer = known.get(place) ?? isIn(messageOf({ flags: flags(row), message: message(row) }, template));
    known.set(place, answer);
    return answer;
  };
}
