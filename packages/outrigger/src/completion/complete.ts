import { allRules } from '@outrigger/sidecars';
import type { Command, Option } from 'commander';
import { gateCandidates } from '../kubelet/feature-gates.ts';
import { knownVersions } from '../kubelet/known-versions.ts';
import { REPORTS } from '../scan/flags.ts';

/** One thing that could be typed next. */
export interface Candidate {
  readonly text: string;
  readonly description?: string;
}

/** What could be typed next, and whether files could be as well. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Cobra's words for it: `files` = names of files, `none` = nothing else. */
  readonly otherwise: 'files' | 'none';
  /** No space after the candidate: more of the same word follows. */
  readonly staysOpen?: boolean;
}

const NOTHING: Completion = { candidates: [], otherwise: 'none' };
const FILES: Completion = { candidates: [], otherwise: 'files' };

/** Completes the last of the words that follow the command's name. */
export function complete(program: Command, words: readonly string[]): Completion {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, isKnown } = commandOf(program, before);
  if (!isKnown) return NOTHING;
  const option = optionOf(command, before.at(-1));
  if (option?.required) return starting(typed, valuesOf(option, typed));
  const [flag = '', value] = typed.split('=', 2);
  const assigned = value === undefined ? undefined : optionOf(command, flag);
  if (assigned?.required && typed.startsWith('--')) {
    const { candidates, ...rest } = valuesOf(assigned, value ?? '');
    return starting(typed, {
      ...rest,
      candidates: candidates.map((each) => ({ ...each, text: `${flag}=${each.text}` })),
    });
  }
  if (typed.startsWith('-')) return starting(typed, flagsOf(command));
  if (command.commands.length > 0) return starting(typed, { candidates: partsOf(command), otherwise: 'none' });
  const choices = command.registeredArguments[0]?.argChoices;
  if (choices) return starting(typed, { candidates: choices.map((text) => ({ text })), otherwise: 'none' });
  return command.registeredArguments.length > 0 ? FILES : NOTHING;
}

/** The command that the words name, and whether none of them names a part that it does not have. */
function commandOf(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly isKnown: boolean } {
  let command = program;
  for (const word of words) {
    if (command.commands.length === 0) break;
    const part = command.commands.find((each) => each.name() === word);
    if (!part) return { command, isKnown: false };
    command = part;
  }
  return { command, isKnown: true };
}

function partsOf(command: Command): readonly Candidate[] {
  return command.commands.map((each) => ({ text: each.name(), description: each.summary() }));
}

function optionOf(command: Command, word: string | undefined): Option | undefined {
  return command.options.find((option) => word !== undefined && (option.long === word || option.short === word));
}

function flagsOf(command: Command): Completion {
  const candidates = command.options
    .filter((option) => !option.hidden)
    .map((option) => ({ text: option.long ?? option.short ?? '', description: option.description }));
  return { candidates, otherwise: 'none' };
}

function valuesOf(option: Option, typed: string): Completion {
  if (option.argChoices) return { candidates: option.argChoices.map((text) => ({ text })), otherwise: 'none' };
  switch (option.long) {
    case '--kubelet':
    case '--api-server':
    case '--kubectl':
      return { candidates: knownVersions().map((text) => ({ text })), otherwise: 'none' };
    case '--compare': {
      const legacy = { text: 'legacy', description: 'its sidecars as ordinary containers' };
      return { candidates: [legacy, ...knownVersions().map((text) => ({ text }))], otherwise: 'none' };
    }
    case '--feature-gates':
      return { candidates: gateCandidates(typed), otherwise: 'none', staysOpen: !typed.includes('=') };
    // Of scan, whose formats may be followed by a file.
    case '--output':
      return { candidates: REPORTS.map((text) => ({ text })), otherwise: 'none' };
    case '--select':
    case '--ignore':
    case '--explain':
      return { candidates: ruleCandidates(typed), otherwise: 'none' };
    case '--filename':
    case '--catalog':
    case '--baseline':
    case '--write-baseline':
    case '--behaviour':
      return FILES;
    default:
      return NOTHING;
  }
}

/** Rules behind the last comma: `SC001,SC0`. */
function ruleCandidates(typed: string): readonly Candidate[] {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  return allRules().map(({ id, title }) => ({ text: `${before}${id}`, description: title }));
}

function starting(typed: string, completion: Completion): Completion {
  return { ...completion, candidates: completion.candidates.filter(({ text }) => text.startsWith(typed)) };
}
/**
 * Candidates as Cobra's `__complete` prints them, which kubectl reads from `kubectl_complete-outrigger`: one per line with
 * a tab before its description, and last a directive (2 no space, 4 no files; spf13/cobra completions.go: ShellCompDirective).
 */
export function printCompletion({ candidates, otherwise, staysOpen }: Completion): string {
  const lines = candidates.map(({ text, description }) => (description ? `${text}\t${firstLine(description)}` : text));
  return `${[...lines, `:${(otherwise === 'none' ? 4 : 0) + (staysOpen ? 2 : 0)}`].join('\n')}\n`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
