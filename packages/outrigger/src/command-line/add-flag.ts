import { type Command, Option } from 'commander';
import { badFlag } from '../world/failure.ts';
import { type Flag, longName } from './flag.ts';

/** Adds a flag to a command of commander's. */
export function addFlag(command: Command, flag: Flag): void {
  const option = new Option(flag.flags, flag.description);
  if (flag.choices) option.choices(flag.choices);
  if (flag.default !== undefined) option.default(flag.default);
  if (flag.takes === 'many') option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  if (flag.takes === 'count') option.argParser((value: string) => readCount(flag, value));
  command.addOption(option);
}

function readCount(flag: Flag, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw badFlag(longName(flag), `"${value}" is no whole number of 0 or more`);
}
