import type { EventFilter } from '../event-store.ts';
import { messageOf } from './part-row.ts';
import type { ReadPart } from './read-part.ts';
import { wordQuery } from './words-of.ts';

/** What of a filter single rows are asked for; the rest their groups have answered. */
export interface RowTest {
  /** Undefined for all. */
  readonly groups: ReadonlySet<number> | undefined;
  readonly filter: EventFilter;
  /** Of a group, by its number. */
  readonly templateOf: (group: number) => string;
}

/** Whether a row of a part is wanted. The body is read when the head does not say no already. */
export function rowTest(part: ReadPart, { groups, filter, templateOf }: RowTest): (row: number) => boolean {
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, correlationId, text } = filter;
  const { head, body } = part;
  const names = filter.names === undefined || filter.names.length === 0 ? undefined : new Set(filter.names);
  const query = text === undefined ? undefined : wordQuery(text);
  const answers = new Map<string, boolean>();
  return (row) => {
    if (groups !== undefined && !groups.has(head.group(row))) return false;
    const at = head.until(row);
    if (at < from || at >= until) return false;
    if (names !== undefined && !names.has(body().name(row))) return false;
    if (correlationId !== undefined && body().incident(row) !== correlationId) return false;
    if (query === undefined) return true;
    const said = { flags: body().flags(row), message: body().message(row) };
    const template = templateOf(head.group(row));
    // Many rows of a part say the same.
    const key = `${template}\0${said.message}`;
    const answer = answers.get(key) ?? query.isIn(messageOf(said, template));
    answers.set(key, answer);
    return answer;
  };
}
