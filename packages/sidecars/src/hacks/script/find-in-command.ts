import type { Command } from 'unbash';
import { commandMeaning } from './command-meaning.ts';
import type { InScript } from './find-in-script.ts';
import type { Reading } from './purpose.ts';
import { commandWords } from './read-command.ts';
import { type Wrapped, wrappedCommand } from './wrapped-command.ts';

/** What is in a simple command that as a whole does something else: a wrapper before it, a request that slipped behind it. */
export function findInCommand(command: Command, reading: Reading): readonly InScript[] {
  const words = commandWords(command, reading.around.variables);
  const nodes = [...(command.name ? [command.name] : []), ...command.args];
  const wrapped = wrappedCommand(words, reading);
  const found: InScript[] = wrapped ? [wrapper(wrapped)] : [];
  const slipped = slippedRequest(words, reading);
  if (slipped) {
    const start = nodes[slipped.at]?.pos ?? command.pos;
    const cut = { start: nodes[slipped.at - 1]?.end ?? start, end: command.end, text: '' };
    found.push({
      kind: 'quit-at-end',
      about: slipped.about,
      start,
      end: command.end,
      cuts: slipped.isSure ? [cut] : undefined,
    });
  }
  return found;

  function wrapper({ kind, about, isSure, from, inner }: Wrapped): InScript {
    const [first, after] = [nodes[from], nodes[inner]];
    const [start, end] = [first?.pos ?? command.pos, after?.pos ?? command.end];
    return {
      kind,
      about,
      start,
      end: nodes[inner - 1]?.end ?? end,
      cuts: isSure ? [{ start, end, text: '' }] : undefined,
    };
  }
}

/**
 * A block scalar with `>` makes one line of two, and `job --flag` + `curl …/quitquitquit` one command: what was meant to be
 * the next command is given to the job as arguments. GoogleCloudPlatform/cloud-sql-proxy
 * examples/k8s-sidecar/job_with_shutdown_hook.yaml does so.
 */
function slippedRequest(
  words: readonly string[],
  { around }: Reading,
): { at: number; about: string | undefined; isSure: boolean } | undefined {
  const at = words.findLastIndex((word, index) => index > 0 && /^(?:curl|wget)$/.test(word));
  if (at < 0) return undefined;
  const meaning = commandMeaning(words.slice(at), (target) => around.whoQuits(target) !== undefined);
  if (meaning?.does !== 'quit') return undefined;
  const answer = around.whoQuits(meaning.target);
  return answer && { at, about: answer.about, isSure: answer.isSure };
}
