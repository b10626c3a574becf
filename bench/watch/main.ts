import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Shape } from './lines.ts';

// Changes in a second through the reflector on one core: against JSON.parse of the same lines, which is the limit for anything
// in this language, and against the official client. Each reader is a process of its own, and so is the server.
const OBJECTS = 5_000;

interface Reading {
  readonly changes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly laterMegabytes: number;
}

interface Load {
  readonly shape: Shape;
  /** Changes; those of a list are its objects. */
  readonly count: number;
  readonly isListed: boolean;
}

const flags = ['--conditions=@outrigger/source', '--expose-gc'];
const file = (name: string): string => join(import.meta.dirname, name);

await compare('changes of pods, 3 kB each', { shape: 'pods', count: 150_000, isListed: false });
await compare('Events, 0.9 kB each', { shape: 'events', count: 400_000, isListed: false });
await compare('a list of pods', { shape: 'pods', count: OBJECTS, isListed: true });

async function compare(what: string, load: Load): Promise<void> {
  const made = ['--count', String(load.count), '--objects', String(OBJECTS), '--shape', load.shape];
  const server = spawn(process.execPath, [...flags, file('serve-lines.ts'), ...made], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${String(port).trim()}${load.isListed ? '/listed' : ''}`;
    const read = (reader: string): Reading => readingOf(reader, [...made, '--server', url]);
    const [limit, reflector, informer, official] = ['limit', 'reflector', 'informer', 'official'].map(read) as [
      Reading,
      Reading,
      Reading,
      Reading,
    ];
    process.stdout.write(`\n${what}; ${load.count} of ${OBJECTS} objects\n`);
    line('JSON.parse of the same: the limit', limit, limit);
    if (!load.isListed) {
      line('reflector, bytes at hand', read('atHand'), limit);
      line('the official watch, over HTTP', read('officialWatch'), limit);
    }
    line('reflector, over HTTP', reflector, limit);
    line('informer, over HTTP', informer, limit);
    line('the official informer, over HTTP', official, limit);
    const [ahead, alike] = [rate(reflector) / rate(official), rate(informer) / rate(official)];
    const ratios = `reflector ${ahead.toFixed(2)}, informer ${alike.toFixed(2)}`;
    process.stdout.write(`  against the official informer: ${ratios} (aim 3)\n`);
  } finally {
    server.kill();
  }
}

function readingOf(reader: string, parameters: readonly string[]): Reading {
  const all = [...flags, file('read-watch.ts'), '--reader', reader, ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) throw new Error(`${reader}: ${stderr}`);
  return JSON.parse(stdout) as Reading;
}

/** By the time that the reader's processor was busy: the server is not what is measured. */
function rate({ changes, cpuSeconds }: Reading): number {
  return changes / cpuSeconds;
}

function line(what: string, reading: Reading, limit: Reading): void {
  const { megabytes, laterMegabytes } = reading;
  const ratio = (rate(reading) / rate(limit)).toFixed(2);
  const speed = `${rate(reading).toFixed(0).padStart(8)} /s  ${ratio} of the limit`;
  process.stdout.write(`  ${what.padEnd(36)} ${speed}, heap ${megabytes} -> ${laterMegabytes} MB\n`);
}
