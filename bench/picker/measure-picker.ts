import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
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

/** Starts a picker and its model servers, and plays Envoy to it for some seconds with each load. */
export async function measureLoads(
  picker: PickerUnderTest,
  endpoints: number,
  loads: readonly Load[],
): Promise<readonly Reading[]> {
  await using started = await start(picker, endpoints);
  const readings: Reading[] = [];
  for (const load of loads) {
    const flags = Object.entries({ ...load, port: PICKER_PORT, seconds: SECONDS, pid: started.pid });
    const words = flags.flatMap(([name, value]) => [`--${name}`, String(value)]);
    const client = node('play-envoy.ts', words);
    const [said] = (await once(client.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
    const told = JSON.parse(String(said)) as Omit<Reading, 'megabytes'>;
    readings.push({ ...told, megabytes: megabytesOf(started.pid) });
  }
  return readings;
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

async function start(picker: PickerUnderTest, endpoints: number): Promise<AsyncDisposable & { readonly pid: number }> {
  const models = node('serve-models.ts', [String(endpoints), String(MODEL_PORT)]);
  await once(models.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  const [program, ...args] = picker.command(modelAddresses(endpoints, MODEL_PORT), PICKER_PORT);
  const running = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await listening(PICKER_PORT);
  await after(SETTLE_MS);
  return {
    pid: running.pid as number,
    async [Symbol.asyncDispose]() {
      running.kill('SIGKILL');
      models.kill('SIGKILL');
      await Promise.all([running, models].map((each) => each.exitCode === null && once(each, 'exit')));
    },
  };
}

function node(file: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function listening(port: number): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isThere) return;
    await after(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** Ticks of 10 ms, as Linux tells them. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function megabytesOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

const PICKER_PORT = 22_050;
const MODEL_PORT = 22_060;
const SECONDS = 3;
const IDLE_SECONDS = 10;
const SETTLE_MS = 1000;
