import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { eventsParts } from './all-parts.ts';
import type { EventsPart } from './part.ts';

/** `outrigger events` with its parts. Without one of them it is `events here`, which it was before there were parts. */
export function eventsCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command: Command = new Command('events')
    .summary('the Events of a cluster: counted, classified, correlated, kept, asked')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command, EXAMPLES)}`);
  for (const part of eventsParts) {
    command.addCommand(partCommand(part, surroundings, end), { isDefault: part.name === 'here' });
  }
  return command;
}

const WHAT = 'Keep what Kubernetes tells by its Events, count it exactly, find what caused what, and ask.';

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['Read the cluster of the current context, and keep what it tells', 'serve'],
  ['What is wrong now?', 'incidents --state open'],
  ['Why does this pod not start?', 'explain web-7d4b9c-x2x7p -n shop'],
  ['What went wrong in the last hour?', 'query --severity warning --since 1h'],
  ['What comes most often?', 'top --since 24h'],
  ['The Events of pods that `outrigger run` runs here', 'here web'],
];

function partCommand(part: EventsPart, surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command(part.name).summary(part.summary).helpOption('-h, --help', 'print this');
  if (part.argument) command.argument(...part.argument);
  else command.allowExcessArguments(false);
  for (const { heading, flags } of part.flags) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${part.what}\n\nExamples:\n${exampleText(command.parent, part.examples)}`)
    .addHelpText('after', `\nExit codes:\n${part.exitCodes.map((line) => `  ${line}\n`).join('')}`)
    .action(async (...given: readonly unknown[]) => {
      const words = given
        .slice(0, -2)
        .flatMap((word) => (word === undefined ? [] : (word as string | readonly string[])));
      end(await part.run(words, given.at(-2) as object, surroundings));
    });
}

/** With the name by which the command was called. */
function exampleText(events: Command | null, examples: EventsPart['examples']): string {
  const name = events?.parent?.name() ?? 'outrigger';
  return examples.map(([what, line]) => `  # ${what}\n  ${name} events ${line}\n`).join('\n');
}
