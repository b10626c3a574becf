import { Command, type ErrorOptions } from 'commander';
import { didYouMean } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { addFlag } from './add-flag.ts';
import type { CommandPart } from './command-part.ts';

/** A command that has parts. */
export interface PartedCommand {
  readonly name: string;
  readonly summary: string;
  readonly what: string;
  readonly examples: CommandPart['examples'];
  readonly parts: readonly CommandPart[];
  /** The part that it is when none is named. */
  readonly usual?: string;
}

/** `outrigger events`, `outrigger inference`: a command with a command for each of its parts. */
export function partsCommand(
  { name, summary, what, examples, parts, usual }: PartedCommand,
  surroundings: Surroundings,
  end: (exitCode: number) => void,
): Command {
  const command: Command = new Command(name)
    .summary(summary)
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .addHelpText('before', () => `${what}\n\nExamples:\n${exampleText(command, examples)}`);
  for (const part of parts) {
    const isDefault = part.name === usual;
    const others = isDefault ? parts.filter((other) => other !== part) : [];
    command.addCommand(partCommand(part, { others, surroundings, end }), { isDefault });
  }
  return command;
}

interface PartSurroundings {
  /** A word that nothing has the name of may be a slip for one of these. */
  readonly others: readonly CommandPart[];
  readonly surroundings: Surroundings;
  readonly end: (exitCode: number) => void;
}

function partCommand(part: CommandPart, { others, surroundings, end }: PartSurroundings): Command {
  const command = new Command(part.name).summary(part.summary).helpOption('-h, --help', 'print this');
  if (part.argument) command.argument(...part.argument);
  else command.allowExcessArguments(false);
  if (others.length > 0) command.error = (message, options) => refuse(command, { message, options, others });
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
      try {
        end(await part.run(words, given.at(-2) as object, surroundings));
      } catch (error) {
        throw orMeantPart(error, words[0], others);
      }
    });
}

/** What is wrong with a line, as commander has it. */
interface Refusal {
  readonly message: string;
  readonly options: ErrorOptions | undefined;
  readonly others: readonly CommandPart[];
}

/** Flags that the usual part does not take were meant for another: of `outrigger events qury --since 1h` the word is wrong, not the flag. */
function refuse(command: Command, { message, options, others }: Refusal): never {
  const [word = ''] = command.parent?.args ?? [];
  const meant = word.startsWith('-') ? undefined : didYouMean(word, names(others));
  const words = meant === undefined ? message : `error: unknown command '${word}'\n(Did you mean ${meant}?)`;
  return Command.prototype.error.call(command, words, options);
}

/** Whoever wrote `outrigger events qury` has not asked for a pod. */
function orMeantPart(error: unknown, word: string | undefined, others: readonly CommandPart[]): unknown {
  if (!(error instanceof Failure && error.code === 'not-found') || word === undefined) return error;
  const meant = didYouMean(word, names(others));
  if (meant === undefined) return error;
  const { message, code, exitCode, cause } = error;
  return new Failure(message, { code, exitCode, cause, hint: `did you mean the command "${meant}"?` });
}

function names(parts: readonly CommandPart[]): readonly string[] {
  return parts.map(({ name }) => name);
}

/** With the name by which the command was called. */
function exampleText(parent: Command | null, examples: CommandPart['examples']): string {
  const name = [parent?.parent?.name() ?? 'outrigger', parent?.name()].join(' ');
  return examples.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}
