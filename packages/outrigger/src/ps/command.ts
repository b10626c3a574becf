import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { PS_FLAGS, type PsFlags } from './flags.ts';

/** `outrigger ps`. */
export function psCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('ps').summary('the pods that run on this machine').helpOption('-h, --help', 'print this');
  for (const flag of PS_FLAGS) addFlag(command, flag);
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (...given: readonly unknown[]) => {
      const { ps } = await import('./ps.ts');
      end(await ps(given.slice(0, -2) as string[], given.at(-2) as PsFlags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['All of them', 'ps'],
  ['For a script', 'ps -o json'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT = 'Show the pods that outrigger run has started on this machine and that are still here.';

const EXIT_CODES = `
Exit codes:
  0    done
  2    wrong use, or no such pod
`;
