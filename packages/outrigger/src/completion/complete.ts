import type { Command, Option } from 'commander';
import { gateCandidates } from '../kubelet/feature-gates.ts';
import { knownVersions } from '../kubelet/known-versions.ts';

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
  const command = program.commands.find((each) => each.name() === before[0]);
  if (!command) {
    if (before.length > 0) return NOTHING;
    return starting(typed, {
      candidates: program.commands.map((each) => ({ text: each.name(), description: each.summary() })),
      otherwise: 'none',
    });
  }
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
  const choices = command.registeredArguments[0]?.argChoices;
  if (choices) return starting(typed, { candidates: choices.map((text) => ({ text })), otherwise: 'none' });
  return command.registeredArguments.length > 0 ? FILES : NOTHING;
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
      return { candidates: knownVersions().map((text) => ({ text })), otherwise: 'none' };
    case '--compare': {
      const legacy = { text: 'legacy', description: 'its sidecars as ordinary containers' };
      return { candidates: [legacy, ...knownVersions().map((text) => ({ text }))], otherwise: 'none' };
    }
    case '--feature-gates':
      return { candidates: gateCandidates(typed), otherwise: 'none', staysOpen: !typed.includes('=') };
    case '--filename':
    case '--behaviour':
      return FILES;
    default:
      return NOTHING;
  }
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
