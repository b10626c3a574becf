import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { openCriLog } from '../log/cri-log.ts';
import type { ProcessEnd, ProcessSpec } from '../protocol.ts';
import { missingCommand } from './find-command.ts';
import { withInheritedMark } from './inherited-mark.ts';
import { catches, MARK } from './process-table.ts';
import { kill, type Sweep } from './sweep.ts';

/** One container: a process with all that it begins, its log, and its end. */
export interface ContainedProcess {
  readonly spec: ProcessSpec;
  readonly pid: number;
  readonly end: () => ProcessEnd | undefined;
  /** Whether its first process still is: with it everything else in it ends. */
  readonly isRunning: () => boolean;
  readonly ended: Promise<ProcessEnd>;
  /** SIGKILL for its first process, as from outside. */
  readonly crash: () => void;
  /** Sends the stop signal as the first process of a container would get it, and SIGKILL after the grace. */
  readonly stop: (signal: string, graceMs: number) => Promise<ProcessEnd>;
}

/** Starts a container's process; rejects with why it cannot be. `mark` is its name among all processes of this machine. */
export async function startProcess(spec: ProcessSpec, mark: string, sweep: Sweep): Promise<ContainedProcess> {
  const [file = ''] = spec.command;
  const env: Readonly<Record<string, string>> = { ...Object.fromEntries(spec.env), [MARK]: mark };
  const missing = missingCommand(file, { path: env.PATH ?? DEFAULT_PATH, folder: spec.folder });
  if (missing !== undefined) throw startError(Object.assign(new Error(missing), { code: missing }), file);
  const [first = '', ...parameters] = withInheritedMark(mark, spec.command);
  const child = spawn(first, parameters, {
    cwd: spec.folder,
    env,
    // A group of its own: who stops the command by Ctrl-C does not mean the containers.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) =>
    child.once('spawn', resolve).once('error', (error) => reject(startError(error, file))),
  );
  const killGroup = () => {
    if (child.pid !== undefined) kill(-child.pid);
  };
  const log = openCriLog(spec.logPath, () => new Date());
  child.stdout?.on('data', (chunk: Buffer) => log.write('stdout', chunk));
  child.stderr?.on('data', (chunk: Buffer) => log.write('stderr', chunk));
  let end: ProcessEnd | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(killTimer);
      const at = Date.now();
      const hasClosed = new Promise<void>((closed) => child.once('close', closed));
      // With its first process a container ends, whatever else runs in it; only then it is said to have ended.
      killGroup();
      const isSwept = sweep(mark);
      const finish = () => {
        log.close();
        const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
        end = { at, exitCode, ...messageOf(spec, exitCode, log.tail(2048, 80)) };
        resolve(end);
      };
      // What it has written is in the pipe still; a stranger who holds the pipe is not waited for.
      const isPatient = new Promise<void>((over) => void setTimeout(over, PATIENCE).unref());
      void isSwept.then(() => Promise.race([hasClosed, isPatient])).then(finish);
    });
  });
  return {
    spec,
    pid: child.pid ?? 0,
    ended,
    end: () => end,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    crash: () => void child.kill('SIGKILL'),
    async stop(signal, graceMs) {
      if (end) return end;
      const number = constants.signals[signal as NodeJS.Signals] ?? constants.signals.SIGTERM;
      const isForced = number === constants.signals.SIGKILL || graceMs <= 0;
      if (isForced) killGroup();
      else if (child.pid !== undefined && catches(child.pid, number)) child.kill(number);
      if (!isForced) {
        clearTimeout(killTimer);
        killTimer = setTimeout(killGroup, graceMs);
      }
      return ended;
    },
  };
}

/** As runc says it (Go's os/exec, LookPath). */
function startError(error: NodeJS.ErrnoException, file: string): Error {
  const isPath = file.includes('/');
  if (error.code === 'EACCES') return new Error(`exec: "${file}": permission denied`);
  if (error.code !== 'ENOENT') return error;
  return new Error(
    `exec: "${file}": ${isPath ? `stat ${file}: no such file or directory` : 'executable file not found in $PATH'}`,
  );
}

/** Of execvp(3), where nobody says otherwise. */
const DEFAULT_PATH = '/bin:/usr/bin';
/** ms */
const PATIENCE = 200;

/** pkg/kubelet/kuberuntime/kuberuntime_container.go, getTerminationMessage, v1.36.2: 4096 bytes; from the log only for a failure. */
function messageOf(spec: ProcessSpec, exitCode: number, tail: string): { readonly message?: string } {
  const written = readMessage(spec.messagePath);
  if (written !== '') return { message: written };
  return spec.messageFromLog && exitCode !== 0 && tail !== '' ? { message: tail } : {};
}

function readMessage(path: string): string {
  try {
    return readFileSync(path).subarray(0, 4096).toString('utf8');
  } catch {
    return '';
  }
}
