import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `outrigger run -o json` in a process of its own, with a state folder of its own, as it goes on. */
export interface FollowedRun extends AsyncDisposable {
  readonly pid: number;
  /** The process that holds the pods' processes; undefined while there is none. */
  readonly supervisor: () => number | undefined;
  /** The first moment, in ms since the command was started, at which all these lines had come; waits for it. */
  readonly until: (hasCome: (lines: readonly RunLine[]) => boolean) => Promise<number>;
  readonly lines: readonly RunLine[];
  /** Ctrl-C; answers with the ms until the command has ended. */
  readonly interrupt: () => Promise<number>;
}

/** A line of `-o json`, as far as it is read here. Times are seconds since the pod was created. */
export interface RunLine {
  readonly pod: string;
  readonly at: number;
  readonly event?: { readonly reason: string; readonly field?: string };
  readonly status?: { readonly conditions: readonly { readonly type: string; readonly status: boolean }[] };
  readonly gone?: boolean;
  readonly container?: string;
  /** What the container has printed. */
  readonly log?: string;
}

/** Starts a command: what Node is given before `run`, and what `run` is given. */
export function followRun(command: readonly string[], flags: readonly string[]): FollowedRun {
  const place = mkdtempSync(join(tmpdir(), 'outrigger-follow-'));
  const sockets = join(place, 'sockets');
  mkdirSync(sockets);
  const begun = performance.now();
  const child = spawn(process.execPath, [...command, 'run', ...flags, '-o', 'json', '--state', join(place, 'state')], {
    env: { ...process.env, XDG_RUNTIME_DIR: sockets },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: RunLine[] = [];
  let told = '';
  let hasEnded = false;
  let look = () => {};
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      hasEnded = true;
      look();
      resolve();
    }),
  );
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line));
    look();
  });
  const interrupt = async () => {
    const asked = performance.now();
    child.kill('SIGINT');
    await ended;
    return performance.now() - asked;
  };
  return {
    pid: child.pid ?? 0,
    // Its command line names its socket.
    supervisor: () => processes().find((pid) => commandLineOf(pid).includes(`\0${sockets}/`)),
    lines,
    until: (hasCome) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (hasCome(lines)) resolve(performance.now() - begun);
          else if (hasEnded) reject(new Error(`the command has ended: ${told}`));
        };
        look();
      }),
    interrupt,
    async [Symbol.asyncDispose]() {
      if (!hasEnded) await interrupt();
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function processes(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
