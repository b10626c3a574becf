import { parseShell } from './parse-shell.ts';
import type { Words } from './run-builtin.ts';
import type { Shell } from './shell.ts';
import { type Step, UNSURE } from './step.ts';

/** `sh -c SCRIPT` inside a script: a shell of its own whose end is the command's end. */
export function runShellProgram(shell: Shell, words: Words): Step {
  const script = scriptOf(words);
  if (script === undefined) return UNSURE;
  const command = parseShell(script.text);
  if (!command) return UNSURE;
  const { errexit, variables } = shell;
  shell.errexit = script.errexit;
  shell.variables = new Map(variables);
  const step = shell.run(command);
  shell.errexit = errexit;
  shell.variables = variables;
  return step.is === 'exit' || step.is === 'return' ? shell.ended(step.code) : step;
}

/** What a shell is asked to run with `-c`. */
export interface ShellScript {
  readonly text: string;
  readonly errexit: boolean;
}

/** The script among the words after `sh`; undefined where it is a file, comes from standard input, or is not known. */
export function scriptOf(words: Words): ShellScript | undefined {
  let errexit = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || !/^[-+]/.test(word)) return undefined;
    if (word === '-o' || word === '+o') {
      errexit ||= word === '-o' && words[++i] === 'errexit';
      continue;
    }
    if (word.startsWith('--')) continue;
    errexit ||= /^-[a-z]*e/.test(word);
    // -euxo pipefail: the option's name follows.
    const skip = /^-[a-z]*o/.test(word) ? 1 : 0;
    if (/^-[a-z]*c/.test(word)) {
      const text = words[i + 1 + skip];
      return text === undefined ? undefined : { text, errexit };
    }
    i += skip;
  }
  return undefined;
}
