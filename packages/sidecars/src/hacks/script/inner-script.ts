import type { Command, Word } from 'unbash';
import { type Variables, wordText } from './word-text.ts';
import { programName } from './wrapper.ts';

/** A script that a command of a script runs: the word of `sh -c` or of `trap`. */
export interface InnerScript {
  readonly text: string;
  readonly word: Word;
  /** Where its text begins in the outer text, where the two are the same character by character. */
  readonly offset: number | undefined;
}

/** The script within `sh -c '…'`, `timeout 60 bash -c '…'`, `trap '…' EXIT`; undefined for other commands. */
export function innerScript(command: Command, variables: Variables): InnerScript | undefined {
  const words = [...(command.name ? [command.name] : []), ...command.args];
  const word = words[scriptIndex(words.map((each) => (each.type === 'Word' ? wordText(each, variables) : each.text)))];
  if (word?.type !== 'Word') return undefined;
  const [part] = word.parts ?? [];
  const isQuoted = word.parts?.length === 1 && part?.type === 'SingleQuoted';
  return { text: wordText(word, variables), word, offset: isQuoted ? word.pos + 1 : undefined };
}

function scriptIndex(words: readonly string[]): number {
  if (words[0] === 'trap')
    return words.slice(2).some((signal) => /^(?:EXIT|0)$/.test(signal)) && words[1] !== '-' ? 1 : -1;
  let at = 0;
  if (words[0] === 'timeout') at = words.findIndex((word, index) => index > 0 && /^[\d$]/.test(word)) + 1;
  if (!/^(?:ba|da|a)?sh$/.test(programName(words[at]))) return -1;
  const option = words.findIndex((word, index) => index > at && /^-[a-z]*c$/.test(word));
  return option < 0 ? -1 : option + 1;
}
