import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { CommandEnd, ContainerStreams } from '@outrigger/cluster';
import { MARK, markedProcesses } from '../supervisor/process-table.ts';
import { followSizes } from './follow-sizes.ts';

/** Which process is joined. */
export interface JoinedContainer {
  /** `POD-UID/INSTANCE`, as its processes are marked. */
  readonly mark: string;
  readonly command: readonly string[];
}

/**
 * Runs a command beside a container's process: with its variables and in its folder. A terminal is made by `script` of
 * util-linux, since a process cannot make one by itself.
 */
export async function runInContainer(
  { mark, command }: JoinedContainer,
  { stdin, stdout, stderr, tty, sizes, signal }: ContainerStreams,
): Promise<CommandEnd> {
  const first = markedProcesses((each) => each === mark).toSorted((a, b) => a.pid - b.pid)[0];
  if (first === undefined) return { code: 500, problem: 'container is not running' };
  const env = Object.fromEntries(variablesOf(first.pid));
  const [file = '', ...parameters] = tty && existsSync(SCRIPT) ? inTerminal(command) : command;
  const child = spawn(file, parameters, {
    cwd: `/proc/${first.pid}/cwd`,
    env: { ...env, [MARK]: mark, ...(tty && { TERM: env.TERM ?? 'xterm' }) },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const problem = await new Promise<string | undefined>((settled) =>
    child.once('spawn', () => settled(undefined)).once('error', ({ message }) => settled(message)),
  );
  if (problem !== undefined) {
    const missing = /ENOENT/.test(problem);
    if (missing) return { exitCode: 127 };
    return { code: 500, problem };
  }
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  signal.addEventListener('abort', kill, { once: true });
  child.stdin.on('error', () => {});
  const hasExited = new Promise<number>((exited) =>
    child.once('exit', (code, by) => exited(code ?? 128 + (by ? constants.signals[by] : 0))),
  );
  if (tty) void followSizes(child.pid ?? 0, sizes);
  void pipeIn(stdin, child.stdin);
  await Promise.all([pipeOut(child.stdout, stdout), pipeOut(child.stderr, stderr ?? (tty ? stdout : undefined))]);
  const exitCode = await hasExited;
  signal.removeEventListener('abort', kill);
  return { exitCode };
}

const SCRIPT = '/usr/bin/script';

function inTerminal(command: readonly string[]): readonly string[] {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return [SCRIPT, '--quiet', '--flush', '--return', '--command', quoted, '/dev/null'];
}

async function pipeIn(from: ContainerStreams['stdin'], to: NodeJS.WritableStream): Promise<void> {
  for await (const bytes of from ?? []) {
    if (!to.write(bytes)) await new Promise((drained) => to.once('drain', drained).once('close', drained));
  }
  to.end();
}

async function pipeOut(from: AsyncIterable<Uint8Array>, to: ContainerStreams['stdout']): Promise<void> {
  for await (const bytes of from) await to?.(bytes);
}

function variablesOf(pid: number): readonly (readonly [string, string])[] {
  return readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .flatMap((entry) => {
      const at = entry.indexOf('=');
      return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)] as const] : [];
    });
}
