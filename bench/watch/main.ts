import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// Changes in a second through the reflector on one core: against JSON.parse of the same lines, which is the limit for anything
// in this language, and against the official client. Each reader is a process of its own, and so is the server.
const OBJECTS = 5_000;
const COUNT = 60_000;
const AIM_OF_LIMIT = 0.6;
const AIM_OF_PEER = 3;

interface Reading {
  readonly changes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly laterMegabytes: number;
}

const flags = ['--conditions=@outrigger/source', '--expose-gc'];
const file = (name: string): string => join(import.meta.dirname, name);
const server = spawn(
  process.execPath,
  [...flags, file('serve-lines.ts'), '--count', String(COUNT), '--objects', String(OBJECTS)],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [port] = (await once(server.stdout, 'data')) as [Buffer];
try {
  const limit = read('limit');
  const reflector = read('reflector');
  const informer = read('informer');
  const watch = read('officialWatch');
  const official = read('official');
  line('JSON.parse of the same lines: the limit', limit, limit, '');
  line('reflector', reflector, limit, `of the limit, aim ${AIM_OF_LIMIT}`);
  line('informer: with a store and what was before', informer, limit, 'of the limit');
  line('the official watch, bare', watch, limit, 'of the limit');
  line('the official informer', official, limit, 'of the limit');
  const ahead = rate(informer) / rate(official);
  process.stdout.write(`informer against the official informer: ${ahead.toFixed(1)} times, aim ${AIM_OF_PEER}\n`);
} finally {
  server.kill();
}

function read(reader: string): Reading {
  const parameters = ['--reader', reader, '--server', `http://127.0.0.1:${String(port).trim()}`];
  const sizes = ['--count', String(COUNT), '--objects', String(OBJECTS)];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, file('read-watch.ts'), ...parameters, ...sizes],
    { encoding: 'utf8', timeout: 300_000 },
  );
  if (status !== 0) throw new Error(`${reader}: ${stderr}`);
  return JSON.parse(stdout) as Reading;
}

/** By the time that the reader's processor was busy: the server is not what is measured. */
function rate({ changes, cpuSeconds }: Reading): number {
  return changes / cpuSeconds;
}

function line(what: string, reading: Reading, limit: Reading, ofWhat: string): void {
  const { seconds, megabytes, laterMegabytes } = reading;
  const figures = `${rate(reading).toFixed(0).padStart(8)} changes/s ${(rate(reading) / rate(limit)).toFixed(2)} ${ofWhat}`;
  process.stdout.write(
    `${what.padEnd(44)} ${figures.padEnd(46)} ${seconds.toFixed(1)} s, heap ${megabytes} -> ${laterMegabytes} MB\n`,
  );
}
