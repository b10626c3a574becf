import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { STOP_FLAGS, type StopFlags } from './flags.ts';

/** `outrigger stop`. */
export function stopCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('stop')
    .summary('delete pods that run on this machine, by the book')
    .helpOption('-h, --help', 'print this')
    .argument('<POD...>', 'their names');
  for (const flag of STOP_FLAGS) addFlag(command, flag);
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (...given: readonly unknown[]) => {
      const { stop } = await import('./stop.ts');
      end(await stop(given.slice(0, -2) as string[], given.at(-2) as StopFlags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['By the book', 'stop web'],
  ['At once', 'stop web --force'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'Delete pods that run on this machine: preStop hooks, SIGTERM to the app and then to its sidecars, SIGKILL when the grace period is over.';

const EXIT_CODES = `
Exit codes:
  0    done
  2    wrong use, or no such pod
`;
