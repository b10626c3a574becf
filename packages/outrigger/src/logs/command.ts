import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { LOGS_FLAGS, type LogsFlags } from './flags.ts';

/** `outrigger logs`. */
export function logsCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('logs')
    .summary('what a pod’s containers print')
    .helpOption('-h, --help', 'print this')
    .argument('<POD>', 'its name');
  for (const flag of LOGS_FLAGS) addFlag(command, flag);
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (...given: readonly unknown[]) => {
      const { logs } = await import('./logs.ts');
      end(await logs(given.slice(0, -2) as string[], given.at(-2) as LogsFlags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['All containers', 'logs web'],
  ['One, and go on as it prints more', 'logs web -c proxy -f'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT = 'Print what the containers of a pod that runs on this machine have printed.';

const EXIT_CODES = `
Exit codes:
  0    done
  2    wrong use, or no such pod
`;
