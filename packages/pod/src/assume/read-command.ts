import type { FileHistory } from './shell/file-history.ts';
import { parseShell } from './shell/parse-shell.ts';
import { runProgram } from './shell/run-program.ts';
import { scriptOf } from './shell/run-shell-program.ts';
import { Shell, type ShellStart, type Wait } from './shell/shell.ts';
import type { Step } from './shell/step.ts';
import type { ShellCommand } from './shell/syntax.ts';

/** What a command line does, as far as its words decide it. Times in ms since it started. */
export interface CommandOutcome {
  /** When it ends by itself: Infinity = never; undefined = its words do not say. */
  readonly endsAfter: number | undefined;
  /** Its exit code; undefined where its words do not say. */
  readonly code: number | undefined;
  /** What the rest of a script decides beside programs that nobody knows; only where `endsAfter` is undefined. */
  readonly beside: BesideUnknown | undefined;
  /** What SIGTERM does to it; undefined where its words do not say. */
  readonly onTerm: { readonly after: number; readonly exit: number } | 'ignored' | undefined;
  /** The files it makes and removes. */
  readonly files: FileHistory;
  /** It is a shell with children, which outlive it when it is killed. */
  readonly hasChildren: boolean;
}

/** How a script goes on if the programs in it that nobody knows come back: `./migrate; sleep 5; exit 3`. */
export interface BesideUnknown {
  /** ms that the rest takes; Infinity = it never ends. */
  readonly takes: number;
  /** Its exit code; undefined where a program that nobody knows has the last word. */
  readonly code: number | undefined;
}

/** Where a command runs. */
export interface CommandSurroundings {
  /** Its environment; undefined = a variable whose value the manifest does not hold. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** Process 1 of its namespace: the kernel gives it no signal that it has no handler for. */
  readonly isFirstProcess: boolean;
  /** Whether a file is there, as far as other commands of the container say. */
  readonly exists?: (path: string) => boolean | undefined;
}

/**
 * Reads a command line the way an experienced person does, and says what it will do; or that it cannot know.
 *
 * @example
 * readCommand(['sh', '-c', 'echo hi; sleep 5; exit 3'], surroundings); // ends after 5000 ms with 3
 */
export function readCommand(argv: readonly string[], surroundings: CommandSurroundings): CommandOutcome {
  const { words, isFirst } = withoutInit(argv, surroundings.isFirstProcess);
  const script = isShell(words[0]) ? scriptOf(words.slice(1)) : undefined;
  const command = script && parseShell(script.text);
  if (script && !command) return NOTHING_KNOWN;
  const run = (
    how: Pick<ShellStart, 'termIn' | 'programsEnd'> = {},
  ): { readonly shell: Shell; readonly step: Step } => {
    const shell = new Shell(
      {
        variables: surroundings.environment,
        ...(surroundings.exists ? { exists: surroundings.exists } : {}),
        ...how,
      },
      runAction,
    );
    shell.errexit = script?.errexit ?? false;
    return { shell, step: atExit(shell, command ? shell.run(command) : runProgram(shell, words)) };
  };
  const { shell, step } = run();
  const ended = hasEnded(step);
  return {
    endsAfter: ended ? shell.clock : step.is === 'forever' ? Number.POSITIVE_INFINITY : undefined,
    code: ended ? step.code : undefined,
    beside: script && step.is === 'unsure' ? besideUnknown(run({ programsEnd: true })) : undefined,
    onTerm: words[0] === '/pause' ? { after: 0, exit: 0 } : onTerm(shell.waits, (termIn) => run({ termIn }), isFirst),
    files: shell.files,
    hasChildren: command !== undefined && command.kind !== 'simple',
  };
}

const NOTHING_KNOWN: CommandOutcome = {
  endsAfter: undefined,
  code: undefined,
  beside: undefined,
  onTerm: undefined,
  files: new Map(),
  hasChildren: true,
};

function hasEnded(step: Step): step is Step & { readonly is: 'done' | 'exit' | 'return' } {
  return step.is === 'done' || step.is === 'exit' || step.is === 'return';
}

function besideUnknown({ shell, step }: { readonly shell: Shell; readonly step: Step }): BesideUnknown | undefined {
  if (step.is === 'forever') return { takes: Number.POSITIVE_INFINITY, code: undefined };
  return hasEnded(step) ? { takes: shell.clock, code: step.code } : undefined;
}

function isShell(path: string | undefined): boolean {
  return path !== undefined && /^(?:(?:\/usr(?:\/local)?)?\/bin\/)?(?:ba|da|a|k|z)?sh$/.test(path);
}

/** Takes off `tini --` and its like: they are process 1 and pass signals on. */
function withoutInit(argv: readonly string[], isFirst: boolean): { words: readonly string[]; isFirst: boolean } {
  if (!/(?:^|\/)(?:tini(?:-static)?|dumb-init|catatonit|docker-init)$/.test(argv[0] ?? ''))
    return { words: argv, isFirst };
  const start = argv.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  return start < 0 ? { words: [], isFirst: false } : { words: argv.slice(start), isFirst: false };
}

function runAction(shell: Shell, action: string): Step {
  const command: ShellCommand | undefined = parseShell(action);
  return command ? shell.run(command) : { is: 'unsure' };
}

function atExit(shell: Shell, step: Step): Step {
  const action = shell.traps.get('EXIT');
  if (!action || (step.is !== 'done' && step.is !== 'exit')) return step;
  shell.traps.delete('EXIT');
  const last = runAction(shell, action);
  return last.is === 'done' ? step : last;
}

/** TERM is taken to come while the command does what it does for the longest time. */
function onTerm(
  waits: readonly Wait[],
  run: (termIn: number) => { readonly shell: Shell; readonly step: Step },
  isFirst: boolean,
): CommandOutcome['onTerm'] {
  const longest = waits.reduce<Wait | undefined>((best, wait) => (!best || wait.ms > best.ms ? wait : best), undefined);
  if (!longest) return undefined;
  if (longest.trap === '') return 'ignored';
  if (longest.trap === undefined) return isFirst ? 'ignored' : { after: 0, exit: 143 };
  const { shell, step } = run(waits.indexOf(longest));
  if (step.is === 'forever') return 'ignored';
  if (step.is !== 'done' && step.is !== 'exit') return undefined;
  return { after: shell.clock - (shell.termAt ?? 0), exit: step.code ?? 0 };
}
