import type { Command } from 'unbash';
import type { Surroundings } from '../surroundings.ts';
import { commandMeaning, type Meaning } from './command-meaning.ts';
import { argumentTexts, type Variables, wordText } from './word-text.ts';

/** The words of a simple command, with what is known of its variables in place. */
export function commandWords(command: Command, variables: Variables): readonly string[] {
  return [...(command.name ? [wordText(command.name, variables)] : []), ...argumentTexts(command.args, variables)];
}

/** The meaning of a simple command of a script. */
export function readCommand(command: Command, around: Surroundings): Meaning | undefined {
  const { variables } = around;
  const files: string[] = [];
  const devices: string[] = [];
  for (const redirect of command.redirects) {
    if (redirect.type !== 'Redirect' || !redirect.target) continue;
    const target = wordText(redirect.target, variables);
    if (target.startsWith('/dev/tcp/')) devices.push(target);
    else if (redirect.operator.startsWith('>') && target.startsWith('/') && !target.startsWith('/dev/'))
      files.push(target);
  }
  const words = commandWords(command, variables);
  const meaning =
    words.length + devices.length === 0
      ? undefined
      : commandMeaning([...words, ...devices], (target) => around.whoQuits(target) !== undefined);
  // What writes into a file is not only talk: `echo done > /signals/done`.
  const isTalk = meaning === undefined ? words.length === 0 : meaning.does === 'noise' || meaning.does === 'filter';
  if (files.length > 0) return isTalk ? { does: 'touch', files } : meaning;
  return meaning ?? (words.length === 0 ? { does: 'noise' } : undefined);
}
