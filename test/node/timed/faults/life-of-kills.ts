import { existsSync, linkSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kind, podThatTells } from './pods-that-tell.ts';
import { hasEnded, type Place, type RunningCommand, until } from './run-in-process.ts';

/** How a life goes. */
export interface LifePlan {
  readonly kind: Kind;
  /** The command is started again after its kill; for what it stands on `strike` sees to that. */
  readonly victim: 'command' | 'runtime';
  /** When each kill comes, in ms after the one before, or after the command was started. */
  readonly killAfter: readonly number[];
  /** When a server is told to stop. */
  readonly stopAfter: number;
}

/** What became of it. */
export interface KilledLife {
  /** What the containers themselves have written, in its order: `start NAME`, `end NAME`. */
  readonly written: readonly string[];
  readonly news: readonly News[];
  /** Of the last command; undefined where it was killed when all was over. */
  readonly exitCode: number | null | undefined;
  readonly stderr: string;
  readonly left: readonly string[];
  readonly kills: readonly string[];
}

/** What there is to see of a line of news. */
export interface News {
  readonly events: readonly { readonly reason: string; readonly field?: string }[];
  readonly status?: {
    readonly phase: string;
    readonly containers: readonly {
      readonly name: string;
      readonly restarts: number;
      readonly state: { readonly reason?: string };
      readonly last?: { readonly reason?: string };
    }[];
  };
  readonly gone: boolean;
}

/** Where a life is lived. */
export interface LifeWorld {
  readonly place: Place;
  /** The driver. */
  readonly flags: readonly string[];
  /** Hits what a command stands on, or waits for the worst moment to kill the command itself. */
  readonly strike: (command: RunningCommand) => Promise<void> | void;
}

/** Lives it through, to the end. */
export async function liveThrough(plan: LifePlan, { place, flags, strike }: LifeWorld): Promise<KilledLife> {
  const log = join(place.path, 'written');
  mkdirSync(join(place.path, 'locks'));
  const kept = join(place.path, 'news');
  const keepNews = () => {
    const path = join(place.state, 'default_pod', 'news.jsonl');
    // The pod's folder goes with it; the file is still ours.
    if (!existsSync(kept) && existsSync(path)) linkSync(path, kept);
  };
  const start = () => place.runPod(podThatTells(plan.kind, place.path), '--exit-code-from', 'work', ...flags);
  const kills: string[] = [];
  let command = start();
  for (const after of plan.killAfter) {
    const ended = await passed(command, after, keepNews);
    if (ended) break;
    kills.push(`${plan.victim} after ${after} ms`);
    await strike(command);
    if (plan.victim === 'runtime') continue;
    command.child.kill('SIGKILL');
    await command.exitCode;
    keepNews();
    // Killed in its very last moment, when all was done: there is nothing to go on with.
    if (existsSync(kept) && !existsSync(join(place.state, 'default_pod'))) break;
    command = start();
  }
  if (plan.kind === 'server') {
    await until(() => {
      keepNews();
      // Ctrl-C ends a command that does not look after its pod yet, and leaves the pod alone.
      return hasEnded(command) || (lines(log).includes('start work') && place.owner() === command.child.pid);
    });
    if (!(await passed(command, plan.stopAfter, keepNews))) command.child.kill('SIGINT');
  }
  await until(() => {
    keepNews();
    return hasEnded(command);
  });
  const exitCode = await command.exitCode;
  await until(() => place.supervisor() === undefined);
  return {
    written: lines(log),
    news: lines(kept).map((line) => JSON.parse(line) as News),
    exitCode: command.child.signalCode === null ? exitCode : undefined,
    stderr: command.stderr(),
    left: place.left(),
    kills,
  };
}

/** Whether the command has ended before so many ms have passed. */
async function passed(command: RunningCommand, ms: number, meanwhile: () => void): Promise<boolean> {
  const begun = performance.now();
  await until(() => {
    meanwhile();
    return hasEnded(command) || performance.now() - begun >= ms;
  });
  return hasEnded(command);
}

function lines(path: string): readonly string[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}
