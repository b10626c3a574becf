import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { isFullRun } from '../../test/effort.ts';
import { freePort } from '../../test/free-port.ts';

// Events from the socket to the durable row, by the load of shared/bench/events; what they take in memory and on the disk, and how fast
// questions are answered. Each part is a process of its own, of bundled code, as a user runs it. `--rows 10000000 --live 1000000` for the
// whole, as in `npm run test:full`.
const { values } = parseArgs({
  args: process.argv.slice(2).filter((each, nth, all) => each.startsWith('--') || all[nth - 1]?.startsWith('--')),
  options: {
    events: { type: 'string', default: '200000' },
    rows: { type: 'string', default: isFullRun ? '10000000' : '1000000' },
    live: { type: 'string', default: isFullRun ? '1000000' : '100000' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'outrigger-bench-events-'));
try {
  await measureSpeed();
  await measureThreads();
  await measureMemory();
  await measureRestart();
  await measureQuestions();
  await measureSlowQuestion();
  await measureRecorded();
} finally {
  rmSync(folder, { recursive: true });
}

async function measureSpeed(): Promise<void> {
  const script = await bundle('read-events.ts');
  const limit = await read(script, 'limit');
  const pipeline = await read(script, 'pipeline');
  const service = await read(script, 'service');
  say(`from the socket to the durable row, ${values.events} Events of 1.7 kB`);
  for (const [what, { cpuSeconds, secondHalf, seconds, megabytes }] of [
    ['JSON.parse and a bare insert: the limit', limit],
    ['all stages into SQLite', pipeline],
    ['the whole service, what it keeps of incidents too', service],
  ] as const) {
    const each = (cpuSeconds / Number(values.events)) * 1e6;
    const late = eachOf(secondHalf).toFixed(1);
    say(
      `  ${what.padEnd(50)} ${each.toFixed(1).padStart(6)} µs of CPU each, ${late} in the second half, ${seconds.toFixed(1)} s, ${megabytes} MB`,
    );
  }
  const each = (pipeline.cpuSeconds / Number(values.events)) * 1e6;
  const lateRatio = (eachOf(limit.secondHalf) / eachOf(pipeline.secondHalf)).toFixed(2);
  say(
    `  of the limit ${(limit.cpuSeconds / pipeline.cpuSeconds).toFixed(2)}, ${lateRatio} in the second half (aim 0.40), of 40 µs ${(each / 40).toFixed(2)}`,
  );
  // Measured by shared/bench/events/README.md on a machine of this kind.
  say(
    `  kubernetes-event-exporter into a plain file, as shared/bench measured it: 62 µs, ${(62 / each).toFixed(2)} times ours`,
  );
}

/** What threads of the store cost and bring, in turns. */
async function measureThreads(): Promise<void> {
  const script = await bundle('read-events.ts');
  await bundleThread();
  say('the same, with threads of the store; processor time of all and of the thread that reads, µs each');
  for (const reader of ['pipeline', 'service', 'pipeline', 'service'])
    for (const workers of ['none', 'all']) {
      const { cpuSeconds, threadSeconds, megabytes } = await read(script, reader, workers);
      const [all, own] = [cpuSeconds, threadSeconds].map((time) => ((time / Number(values.events)) * 1e6).toFixed(1));
      say(`  ${reader.padEnd(10)} workers: ${workers.padEnd(10)} ${all} ${own}, ${megabytes} MB`);
    }
}

/** Its server sends as fast as it is read, and is not measured. */
async function read(script: string, reader: string, workers = 'none'): Promise<Reading> {
  const load = shared('bench/events/api-server.mjs');
  const port = await freePort();
  const server = spawn(process.execPath, [load, `${port}`, values.events], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await listening(`http://127.0.0.1:${port}/api/v1/events`);
    const from = ['--server', `http://127.0.0.1:${port}`];
    const asked = ['--reader', reader, ...from, '--count', values.events, '--folder', folder, '--workers', workers];
    return run(script, asked) as Reading;
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

/** In µs. */
function eachOf({ events, cpuSeconds }: Reading['secondHalf']): number {
  return (cpuSeconds / events) * 1e6;
}

interface Reading {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly threadSeconds: number;
  /** When V8 has compiled what it is going to: what is sustained. */
  readonly secondHalf: { readonly events: number; readonly cpuSeconds: number };
  readonly megabytes: number;
}

async function measureMemory(): Promise<void> {
  const script = await bundle('measure-memory.ts');
  const measured = run(script, [join(folder, 'memory.db'), values.live, '1']) as Grown;
  say(`\n${values.live} live Events at 500 in a second, all stages`);
  say(`  ${measured.megabytes} MB in the end, ${measured.peak} MB at most (aim 300 at a million)`);
  sayBytes('  each told once: ', measured);
  const told = run(script, [join(folder, 'told.db'), String(Number(values.live) / 10), '10']) as Grown;
  sayBytes('  each told ten times: ', told);
}

interface Grown {
  readonly changes: number;
  readonly megabytes: number;
  readonly peak: number;
  readonly rawBytes: number;
  readonly bytes: number;
}

type Recorded = Omit<Grown, 'megabytes' | 'peak'>;

function sayBytes(what: string, { bytes, rawBytes, changes }: Recorded): void {
  const each = `${(bytes / changes).toFixed(0)} of ${(rawBytes / changes).toFixed(0)} bytes a change`;
  say(`${what}${each} in the whole file, ${(bytes / rawBytes).toFixed(3)} (aim 0.1)`);
}

async function measureRestart(): Promise<void> {
  const { seconds, repeated } = run(await bundle('measure-restart.ts'), [join(folder, 'restart.db')]) as {
    readonly seconds: number;
    readonly repeated: number;
  };
  say(
    `\nrestart with 50,000 live Events, all listed again: ${seconds.toFixed(2)} s (aim 5), ${repeated} counted twice`,
  );
}

async function measureQuestions(): Promise<void> {
  const asked = run(await bundle('measure-questions.ts'), [join(folder, 'rows.db'), values.rows]) as {
    readonly gigabytes: number;
    readonly questions: Readonly<Record<string, readonly [median: number, p95: number, cpu: number, cpuP95: number]>>;
  };
  say(
    `\n${values.rows} rows of a day, ${asked.gigabytes.toFixed(2)} GB; median, p95, processor time and its p95 in the thread, in ms`,
  );
  for (const [what, figures] of Object.entries(asked.questions))
    say(`  ${what.padEnd(52)} ${figures.map((each) => each.toFixed(1).padStart(7)).join(' ')}`);
}

async function measureSlowQuestion(): Promise<void> {
  const script = await bundle('measure-threads.ts');
  await bundleThread();
  const measured = run(script, [join(folder, 'rows.db')]) as Readonly<Record<string, Readonly<Record<string, number>>>>;
  say(
    '\na group-by that no count tells, in ms: on the clock, longest pause of all else, processor time, of this thread',
  );
  for (const [workers, figures] of Object.entries(measured)) {
    const all = Object.values(figures).map((each) => each.toFixed(0).padStart(7));
    say(`  workers: ${workers.padEnd(43)} ${all.join(' ')}`);
  }
}

async function measureRecorded(): Promise<void> {
  const script = await bundle('measure-recorded.ts');
  const play = (times: number) =>
    run(script, [shared('golden/events'), join(folder, `recorded-${times}.db`), `${times}`]) as Recorded;
  sayBytes('\nthe recorded stream of shared/golden/events: ', play(1));
  sayBytes('  ten of it with other names at once: ', play(10));
}

/** What threads of a store are started with, beside the script. */
async function bundleThread(): Promise<void> {
  const made = await rolldown({
    input: join(import.meta.dirname, '../../packages/events/src/store/threads/store-thread.ts'),
    platform: 'node',
    resolve: { conditionNames: ['@outrigger/source', 'node', 'import'] },
    logLevel: 'silent',
  });
  await made.write({ file: join(folder, 'store-thread.js'), format: 'esm', codeSplitting: false });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}

/** As it is published: without types to strip, in one file. */
async function bundle(name: string): Promise<string> {
  const file = join(folder, name.replace('.ts', '.mjs'));
  const made = await rolldown({
    input: join(import.meta.dirname, name),
    platform: 'node',
    resolve: { conditionNames: ['@outrigger/source', 'node', 'import'] },
    external: ['@kubernetes/client-node'],
    logLevel: 'silent',
  });
  await made.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

function run(script: string, parameters: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...parameters], {
    encoding: 'utf8',
    timeout: 3_600_000,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}

async function listening(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((over) => setTimeout(over, 50));
  }
  throw new Error(`${url} does not answer`);
}

function shared(path: string): string {
  return resolve(process.env.OUTRIGGER_SHARED || resolve(import.meta.dirname, '../../../shared'), path);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
