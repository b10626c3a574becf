import { expandWord } from './expand.ts';
import { runBuiltin } from './run-builtin.ts';
import { runProgram } from './run-program.ts';
import type { Shell } from './shell.ts';
import { type Step, UNSURE } from './step.ts';
import type { SimpleCommand } from './syntax.ts';

/** Runs one simple command: its assignments and redirections, then the function, builtin or program it names. */
export function runSimple(shell: Shell, { assignments, words, writes }: SimpleCommand): Step {
  for (const { name, value } of assignments) shell.variables.set(name, expandWord(shell, value)?.join(' '));
  for (const word of writes) {
    const [path] = expandWord(shell, word) ?? [];
    if (path?.startsWith('/') && !path.startsWith('/dev/') && !path.startsWith('/proc/')) shell.touch(path, true);
  }
  const argv = words.flatMap((word): readonly (string | undefined)[] => expandWord(shell, word) ?? [undefined]);
  if (words.length === 0) return shell.ended(0);
  const [name] = argv;
  if (name === undefined) return UNSURE;
  const body = shell.functions.get(name);
  if (body) {
    const step = shell.run(body);
    return step.is === 'return' ? shell.ended(step.code) : step;
  }
  return runBuiltin(shell, name, argv.slice(1)) ?? runProgram(shell, argv);
}
