import type { EventFilter } from '../event-store.ts';
import type { TemplateReader } from './group-reader.ts';
import { FLAGS, messageOf } from './part-row.ts';
import type { ReadPart } from './read-part.ts';
import { missingWords, WITHIN_WORD, wordQuery } from './words-of.ts';

/** What of a filter single rows are asked for; the rest their groups have answered. */
export interface RowTest {
  /** 1 at the number of each that is wanted; undefined for all. */
  readonly groups: Uint8Array | undefined;
  readonly filter: EventFilter;
  readonly templates: TemplateReader;
}

/** Whether a row of a part is wanted. The body is read when the head does not say no already. */
export function rowTest(part: ReadPart, { groups, filter, templates }: RowTest): (row: number) => boolean {
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, correlationId, text } = filter;
  const { group, until: times } = part.head;
  const isNamed = filter.names === undefined || filter.names.length === 0 ? undefined : nameTest(part, filter.names);
  const hasWords = text === undefined ? undefined : wordTest(part, text, templates);
  return (row) => {
    if (groups !== undefined && groups[group[row] ?? 0] !== 1) return false;
    const at = times[row] ?? 0;
    if (at < from || at >= until) return false;
    if (isNamed !== undefined && !isNamed(row)) return false;
    if (correlationId !== undefined && part.body().incident(row) !== correlationId) return false;
    return hasWords === undefined || hasWords(row);
  };
}

/** Names are texts of bytes: each is read once. */
function nameTest(part: ReadPart, wanted: readonly string[]): (row: number) => boolean {
  const names = new Set(wanted);
  const answers: boolean[] = [];
  return (row) => {
    const { name, namePlace } = part.body();
    const place = namePlace(row);
    answers[place] ??= names.has(name(row));
    return answers[place];
  };
}

/** Many rows of a part say the same: it is looked at once what they leave out of one template. */
function wordTest(part: ReadPart, text: string, templates: TemplateReader): (row: number) => boolean {
  const { missingIn } = wordQuery(text);
  const { group } = part.head;
  const tests: ((row: number) => boolean)[] = [];
  const testOf = (template: number): ((row: number) => boolean) => {
    const said = templates.textOf(template);
    const missing = missingIn(said.replaceAll(HOLE, ' '));
    const areApart = !WITHIN_WORD.test(said);
    const answers: boolean[] = [];
    return (row) => {
      const { flags, message, messagePlace } = part.body();
      const isWhole = (flags(row) & FLAGS.wholeMessage) !== 0;
      // What is left out has whole words, so that the rest need not be looked at again.
      if (!isWhole && areApart && missing.length === 0) return true;
      const place = messagePlace(row) * 2 + Number(isWhole);
      const looked = (): boolean =>
        !isWhole && areApart
          ? missingWords(message(row), missing).length === 0
          : missingIn(messageOf({ flags: flags(row), message: message(row) }, said)).length === 0;
      answers[place] ??= looked();
      return answers[place];
    };
  };
  return (row) => {
    const template = templates.numberOf[group[row] ?? 0] ?? 0;
    tests[template] ??= testOf(template);
    return tests[template](row);
  };
}

const HOLE = '<*>';
