import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../../../command-in-clone.ts';

/** A place where `outrigger run` runs in processes that a test may kill. */
export interface Place {
  readonly path: string;
  readonly state: string;
  /** Runs a command line; the state folder is this place's. */
  readonly run: (...line: readonly string[]) => RunningCommand;
  /** Runs the pod of an object. */
  readonly runPod: (pod: object, ...flags: readonly string[]) => RunningCommand;
  /** Which process looks after `default/pod`, by what is written down. */
  readonly owner: () => number | undefined;
  /** The supervisor of the processes; undefined while there is none. */
  readonly supervisor: () => number | undefined;
  /** Whatever there is of pods: folders, processes, the supervisor. */
  readonly left: () => readonly string[];
  /** What all commands have said, for whoever reads of a failure. */
  readonly said: () => string;
  /** Ends whatever a failed test has left, and removes all files. */
  readonly clear: () => void;
}

/** A command in a process of its own. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** Null for one that was killed. */
  readonly exitCode: Promise<number | null>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Makes a place; `state` lies elsewhere where a test has mounted something. */
export function openPlace(state?: string): Place {
  const path = mkdtempSync(join(tmpdir(), 'outrigger-faults-'));
  const folder = state ?? join(path, 'state');
  const sockets = join(path, 'sockets');
  mkdirSync(sockets);
  const env = { PATH: process.env.PATH, HOME: path, XDG_RUNTIME_DIR: sockets, OUTRIGGER_STATE: folder };
  const commands = new Set<RunningCommand>();
  const run = (...line: readonly string[]): RunningCommand => {
    const child = spawn(process.execPath, [COMMAND, ...line], { env });
    const told = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        told[name] += chunk.toString();
      });
    }
    const exitCode = new Promise<number | null>((ended) => child.once('close', ended));
    const command = { child, exitCode, stdout: () => told.stdout, stderr: () => told.stderr };
    commands.add(command);
    return command;
  };
  // Its command line names its socket.
  const supervisor = () => processes().find((pid) => readProc(pid, 'cmdline').includes(`\0${sockets}/`));
  // Containers get the command's HOME, and a holder the supervisor's; the mark makes them what they are.
  const contained = () =>
    processes().filter((pid) => readProc(pid, 'environ').includes('OUTRIGGER_CONTAINER=') && belongsTo(pid, path));
  return {
    path,
    state: folder,
    run,
    runPod(pod, ...flags) {
      const file = join(path, 'pod.json');
      writeFileSync(file, JSON.stringify(pod));
      return run('run', file, '--allow-host-path', path, ...flags);
    },
    owner() {
      try {
        return JSON.parse(readFileSync(join(folder, 'default_pod', 'owner.json'), 'utf8')).pid;
      } catch {
        return undefined;
      }
    },
    supervisor,
    left: () => [
      ...(existsSync(folder) ? readdirSync(folder) : []).map((name) => `folder ${name}`),
      ...contained().map((pid) => `process ${pid}: ${readProc(pid, 'cmdline').replaceAll('\0', ' ')}`),
      ...(supervisor() === undefined ? [] : ['the supervisor']),
    ],
    said: () => [...commands].map(({ stderr }) => stderr()).join('\n'),
    clear() {
      for (const { child } of commands) child.kill('SIGKILL');
      for (const pid of [supervisor() ?? [], contained()].flat()) kill(pid);
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Looks every few milliseconds; the test's own limit ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((again) => setTimeout(again, 10));
}

/** Whether a command has ended, by itself or not. */
export function hasEnded({ child }: RunningCommand): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** SIGKILL; the process may have ended by now. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The numbers of all processes. */
export function processes(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** A file of a process; empty when there is no such process any more. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function belongsTo(pid: number, path: string): boolean {
  return !/^State:\s*Z/m.test(readProc(pid, 'status')) && readProc(pid, 'environ').includes(`HOME=${path}\0`);
}
