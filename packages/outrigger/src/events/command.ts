import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { EVENTS_FLAGS, type EventsFlags } from './flags.ts';

/** `outrigger events`. */
export function eventsCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('events')
    .summary('the Events of pods that run on this machine')
    .helpOption('-h, --help', 'print this')
    .argument('[POD]', 'its name; by default all pods');
  for (const flag of EVENTS_FLAGS) addFlag(command, flag);
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (...given: readonly unknown[]) => {
      const { events } = await import('./events.ts');
      end(await events(given.slice(0, -2) as string[], given.at(-2) as EventsFlags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['Of all pods', 'events'],
  ['Of one', 'events web'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT = 'Print the Events of pods that run on this machine, as kubectl describe pod lists them.';

const EXIT_CODES = `
Exit codes:
  0    done
  2    wrong use, or no such pod
`;
