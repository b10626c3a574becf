import { spawn } from 'node:child_process';
import type { ProcessSpec } from '../protocol.ts';
import { withInheritedMark } from './inherited-mark.ts';
import { MARK } from './process-table.ts';

/** How a command beside a container's process ended. */
export interface CommandEnd {
  readonly ended: boolean;
  readonly exitCode: number;
  readonly output: string;
}

/** The kubelet cuts what a command prints (pkg/probe/exec/exec.go, v1.36.2: maxReadLength). */
const MOST_OUTPUT = 10 * 1024;

/** Runs a command where a container's process runs, with its variables; it is killed when the time is over or nobody waits any more. */
export async function runCommand(
  spec: ProcessSpec,
  { command, timeoutMs, lingers, mark, signal }: RunCommand,
): Promise<CommandEnd> {
  const [file = '', ...parameters] = withInheritedMark(mark, command);
  const child = spawn(file, parameters, {
    cwd: spec.folder,
    env: { ...Object.fromEntries(spec.env), [MARK]: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const chunks: Buffer[] = [];
  let size = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      if (size < MOST_OUTPUT) chunks.push(chunk);
      size += chunk.length;
    });
  }
  const output = () => Buffer.concat(chunks).subarray(0, MOST_OUTPUT).toString('utf8');
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  return new Promise<CommandEnd>((resolve) => {
    let isOver = false;
    const give = () => {
      isOver = true;
      kill();
    };
    const timeOut = () => {
      if (!lingers) give();
      else {
        isOver = true;
        child.kill('SIGKILL');
      }
    };
    const timer = timeoutMs > 0 ? setTimeout(timeOut, timeoutMs) : undefined;
    signal.addEventListener('abort', give, { once: true });
    child.once('exit', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
      const answer = () => resolve({ ended: !isOver, exitCode: code ?? 137, output: output() });
      if (lingers && isOver) child.once('close', answer);
      // A child that holds the output is not waited for, and what has been read by now is all there is.
      else setImmediate(answer);
    });
  });
}

/** What to run. */
export interface RunCommand {
  readonly command: readonly string[];
  /** 0 = no limit. */
  readonly timeoutMs: number;
  readonly lingers: boolean;
  readonly mark: string;
  readonly signal: AbortSignal;
}
