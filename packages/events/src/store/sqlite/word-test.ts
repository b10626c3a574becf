import type { TemplateReader } from './group-reader.ts';
import type { PartBlock } from './pack-block.ts';
import { FLAGS, messageOf } from './part-row.ts';
import { missingWords, WITHIN_WORD, wordQuery } from './words-of.ts';

/** Whether the message of a row in a block has words. */
export type WordTest = (block: PartBlock, row: number, group: number) => boolean;

/** Many rows of a block say the same: it is looked at once what they leave out of one template. */
export function wordTest(text: string, templates: TemplateReader): WordTest {
  const { missingIn } = wordQuery(text);
  const tests: ((block: PartBlock, row: number) => boolean)[] = [];
  const testOf = (template: number): ((block: PartBlock, row: number) => boolean) => {
    const said = templates.textOf(template);
    const missing = missingIn(said.replaceAll(HOLE, ' '));
    const areApart = !WITHIN_WORD.test(said);
    let answers: boolean[] = [];
    let answered: PartBlock | undefined;
    return (block, row) => {
      const { flags, message, messagePlace } = block;
      const isWhole = (flags(row) & FLAGS.wholeMessage) !== 0;
      // What is left out has whole words, so that the rest need not be looked at again.
      if (!isWhole && areApart && missing.length === 0) return true;
      if (answered !== block) answers = [];
      answered = block;
      const place = messagePlace(row) * 2 + Number(isWhole);
      const looked = (): boolean =>
        !isWhole && areApart
          ? missingWords(message(row), missing).length === 0
          : missingIn(messageOf({ flags: flags(row), message: message(row) }, said)).length === 0;
      answers[place] ??= looked();
      return answers[place];
    };
  };
  return (block, row, group) => {
    const template = templates.numberOf[group] ?? 0;
    tests[template] ??= testOf(template);
    return tests[template](block, row);
  };
}

const HOLE = '<*>';
