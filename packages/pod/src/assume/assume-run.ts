import type { IContainer } from 'kubernetes-models/v1';
import type { Behaviour } from '../simulate/scenario.ts';
import type { ContainerPlace, Reason } from './assume-container.ts';
import { readEntrypoint } from './entrypoint.ts';
import { type CommandOutcome, type CommandSurroundings, readCommand } from './read-command.ts';
import type { FileHistory } from './shell/file-history.ts';
import { showCommand } from './show-command.ts';
import { spellTime } from './spell-time.ts';

/** How long a container runs by itself, how it ends, and what SIGTERM does to it. */
export interface AssumedRun {
  readonly run: Reason & { readonly ms: number; readonly exit: number };
  readonly term: Reason & { readonly onTerm: Behaviour['onTerm'] };
  readonly files: FileHistory;
}

/** How long an ordinary init container works when nobody knows, in ms. */
const INIT_RUN = 2000;
/** How long the containers of a pod that is there to finish work when nobody knows, in ms. */
const JOB_RUN = 10_000;
/** How long a program takes to end after SIGTERM when nobody knows, in ms. */
const TERM_TAKES = 1000;

/** Reads the command of a container, and assumes what is usual where it says nothing. */
export function assumeRun(container: IContainer, place: ContainerPlace, surroundings: CommandSurroundings): AssumedRun {
  const entrypoint = readEntrypoint(container, surroundings.environment);
  if (entrypoint?.isBareShell) return bareShell(container, surroundings.isFirstProcess);
  if (!entrypoint) return { run: usualRun(place), term: usualTerm, files: new Map() };
  const outcome = readCommand(entrypoint.argv, surroundings);
  const shown = showCommand(entrypoint.argv);
  return {
    run: runOf(outcome, shown) ?? besideUnknown(outcome, shown, usualRun(place)),
    term: termOf(outcome, surroundings.isFirstProcess),
    files: outcome.files,
  };
}

function runOf({ endsAfter, code }: CommandOutcome, shown: string): AssumedRun['run'] | undefined {
  if (endsAfter === undefined) return undefined;
  if (endsAfter === Number.POSITIVE_INFINITY) {
    return { because: 'command', text: `${shown} runs until it is stopped`, ms: endsAfter, exit: 0 };
  }
  const when = endsAfter === 0 ? 'at once' : `after ${spellTime(endsAfter)}`;
  if (code === undefined) {
    return { because: 'assumed', text: `${shown} ends ${when}, successfully`, ms: endsAfter, exit: 0 };
  }
  return { because: 'command', text: `${shown} ends ${when} with exit code ${code}`, ms: endsAfter, exit: code };
}

/** A script with programs that nobody knows takes as long as is usual and what the rest takes, and ends as the rest says. */
function besideUnknown({ beside }: CommandOutcome, shown: string, usual: AssumedRun['run']): AssumedRun['run'] {
  if (!beside || beside.code === undefined) {
    if (beside?.takes !== Number.POSITIVE_INFINITY) return usual;
    return { because: 'command', text: `${shown} runs until it is stopped`, ms: beside.takes, exit: 0 };
  }
  // `server; echo bye` is a server. Who ends a script with `exit 1` expects to get there.
  if (usual.ms === Number.POSITIVE_INFINITY && beside.code === 0) return usual;
  const ms = (usual.ms === Number.POSITIVE_INFINITY ? JOB_RUN : usual.ms) + beside.takes;
  const text = `${shown} ends with exit code ${beside.code}, after ${spellTime(ms)} as nothing says how long it takes`;
  return { because: 'assumed', text, ms, exit: beside.code };
}

function usualRun({ kind, finishes, helps }: ContainerPlace): AssumedRun['run'] {
  const runsOn = (text: string) => ({ because: 'assumed', text, ms: Number.POSITIVE_INFINITY, exit: 0 }) as const;
  if (kind === 'init') return finishesAfter(INIT_RUN, 'as init containers do');
  if (kind === 'sidecar') return runsOn('runs until it is stopped, as sidecars do');
  if (!finishes) return runsOn('runs until it is stopped, as servers do');
  if (helps)
    return runsOn('runs until it is stopped: it looks like a helper, which does not know when the work is done');
  return finishesAfter(JOB_RUN, 'as the work of such a pod does');
}

function finishesAfter(ms: number, why: string): AssumedRun['run'] {
  return { because: 'assumed', text: `ends after ${spellTime(ms)} with exit code 0, ${why}`, ms, exit: 0 };
}

function termOf({ onTerm, endsAfter }: CommandOutcome, isFirst: boolean): AssumedRun['term'] {
  if (onTerm === undefined) return endsAfter === 0 ? { ...usualTerm, onTerm: AT_ONCE } : usualTerm;
  if (onTerm === 'ignored') {
    const why = isFirst ? ': as process 1 it gets no signal that it does not handle' : '';
    return { because: 'command', text: `ignores SIGTERM${why}`, onTerm: { after: 0, exit: 0, ignore: true } };
  }
  const when = onTerm.after === 0 ? 'at once' : `after ${spellTime(onTerm.after)}`;
  const text = `on SIGTERM ends ${when} with exit code ${onTerm.exit}`;
  return { because: 'command', text, onTerm: { ...onTerm, ignore: false } };
}

const AT_ONCE: Behaviour['onTerm'] = { after: 0, exit: 0, ignore: false };

const usualTerm: AssumedRun['term'] = {
  because: 'assumed',
  text: `on SIGTERM ends within ${spellTime(TERM_TAKES)} with exit code 0`,
  onTerm: { after: TERM_TAKES, exit: 0, ignore: false },
};

/** A shell without a script reads its commands from standard input, and ends where there is none. */
function bareShell({ stdin }: IContainer, isFirst: boolean): AssumedRun {
  const files: FileHistory = new Map();
  if (!stdin) {
    const text = 'is a shell without a command, which ends at once with exit code 0';
    return {
      run: { because: 'command', text, ms: 0, exit: 0 },
      term: { ...usualTerm, onTerm: AT_ONCE },
      files,
    };
  }
  const run = {
    because: 'command',
    text: 'is a shell that waits for input',
    ms: Number.POSITIVE_INFINITY,
    exit: 0,
  } as const;
  const outcome: CommandOutcome = {
    endsAfter: Number.POSITIVE_INFINITY,
    code: undefined,
    beside: undefined,
    onTerm: isFirst ? 'ignored' : { after: 0, exit: 143 },
    files,
    hasChildren: false,
  };
  return { run, term: termOf(outcome, isFirst), files };
}
