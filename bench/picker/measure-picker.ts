import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freePort } from '../../test/free-port.ts';
import { modelAddresses } from './model-addresses.ts';
import type { PickerUnderTest } from './pickers.ts';

/** What is asked of a picker. */
export interface Load {
  readonly bytes: number;
  readonly concurrency: number;
  /** Pieces in which the response comes; 0 for none. */
  readonly chunks: number;
}

/** What it took. */
export interface Reading {
  /** Picks a second. */
  readonly rate: number;
  /** ms from the last byte of the body to the choice. */
  readonly p50: number;
  readonly p99: number;
  /** ms of the picker's own processor time for a pick. */
  readonly cpuMs: number;
  readonly megabytes: number;
}

/**
 * Starts pickers and their model servers, and plays Envoy to one after the other for some seconds with each load: what else the
 * machine does then falls on all of them alike. Those that are not asked stand still. Of each load, what each picker took.
 */
export async function measureLoads(
  pickers: readonly PickerUnderTest[],
  endpoints: number,
  loads: readonly Load[],
): Promise<readonly (readonly Reading[])[]> {
  await using stack = new AsyncDisposableStack();
  const running: Started[] = [];
  for (const picker of pickers) {
    const started = stack.use(await start(picker, endpoints));
    running.push(started);
    process.kill(started.pid, 'SIGSTOP');
  }
  const readings: Reading[][] = [];
  for (const load of loads) {
    const row: Reading[] = [];
    for (const { pid, port } of running) {
      process.kill(pid, 'SIGCONT');
      row.push(await play(load, port, pid));
      process.kill(pid, 'SIGSTOP');
    }
    readings.push(row);
  }
  return readings;
}

async function play(load: Load, port: number, pid: number): Promise<Reading> {
  const flags = Object.entries({ ...load, port, seconds: SECONDS, pid });
  const words = flags.flatMap(([name, value]) => [`--${name}`, String(value)]);
  const client = node('play-envoy.ts', words);
  const [said] = (await once(client.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
  const told = JSON.parse(String(said)) as Omit<Reading, 'megabytes'>;
  return { ...told, megabytes: megabytesOf(pid) };
}

/** What a picker takes while nobody asks. */
export async function measureIdle(
  picker: PickerUnderTest,
  endpoints: number,
): Promise<{ readonly cores: number; readonly megabytes: number }> {
  await using started = await start(picker, endpoints);
  await after(SETTLE_MS);
  const before = cpuSecondsOf(started.pid);
  await after(IDLE_SECONDS * 1000);
  return { cores: (cpuSecondsOf(started.pid) - before) / IDLE_SECONDS, megabytes: megabytesOf(started.pid) };
}

interface Started extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
}

/** Ports next to its own, which upstream takes too, may be those of a connection: then it ends, and is started anew. */
async function start(picker: PickerUnderTest, endpoints: number, left = 3): Promise<Started> {
  const [modelPort, port] = [await freePort(), await freePort()];
  const models = node('serve-models.ts', [String(endpoints), String(modelPort)]);
  await once(models.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  const [program, ...args] = picker.command(modelAddresses(endpoints, modelPort), port);
  const running = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const end = async () => {
    running.kill('SIGKILL');
    models.kill('SIGKILL');
    await Promise.all([running, models].map((each) => each.exitCode === null && once(each, 'exit')));
  };
  if (!(await listens(port))) {
    await end();
    if (left === 0) throw new Error(`${program} does not listen on port ${port}`);
    return start(picker, endpoints, left - 1);
  }
  await after(SETTLE_MS);
  return { pid: running.pid as number, port, [Symbol.asyncDispose]: end };
}

/** One that was free a moment ago. */

function node(file: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function listens(port: number): Promise<boolean> {
  for (let left = 200; left > 0; left--) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isThere) return true;
    await after(50);
  }
  return false;
}

/** Ticks of 10 ms, as Linux tells them. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function megabytesOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

const SECONDS = 3;
const IDLE_SECONDS = 10;
const SETTLE_MS = 1000;
