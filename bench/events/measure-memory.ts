import { statSync } from 'node:fs';
import { machineClock } from '@outrigger/cluster';
import { type EventBatch, openSqliteStore } from '@outrigger/events';
import { eventLine } from './event-lines.ts';
import { runWholePipeline } from './whole-pipeline.ts';

// node measure-memory.ts FILE EVENTS REPEATS: so many Events are alive, each told so often, 500 in a second of the load's own time.
// Prints { events, changes, megabytes, heap, cpuSeconds, rawBytes, bytes }.
const [file = '', asked = '', repeats = '1'] = process.argv.slice(2);
const events = Number(asked);
const changes = events * Number(repeats);
const opened = openSqliteStore(file);
if ('unusable' in opened) throw new Error(opened.unusable);
const begin = Date.parse('2026-11-20T06:00:00Z');
let rawBytes = 0;
let peak = 0;
const { signal } = new AbortController();
let made = 0;
let stored = 0;
const cpu = process.cpuUsage();
await runWholePipeline({
  source: batches(),
  store: opened,
  clock: machineClock,
  onStored: (count) => {
    stored += count;
  },
  signal,
});
const { user, system } = process.cpuUsage(cpu);
const rss = process.memoryUsage.rss();
await opened[Symbol.asyncDispose]();
if (stored !== changes) throw new Error(`${stored} of ${changes} stored`);
process.stdout.write(
  JSON.stringify({
    events,
    changes,
    megabytes: Math.round(rss / 1e6),
    peak: Math.round(peak / 1e6),
    cpuSeconds: (user + system) / 1e6,
    rawBytes,
    bytes: statSync(file).size,
  }),
);

async function* batches(): AsyncIterable<EventBatch> {
  for (let second = 0; made < changes; second++) {
    const at = begin + second * 50;
    const lines = Array.from({ length: Math.min(25, changes - made) }, () => eventLine(made++, { at, events }));
    // What getrusage(2) gives counts the parent before exec, too.
    if (second % 100 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    for (const line of lines) rawBytes += line.length + 1;
    const told = lines.map((line) => JSON.parse(line) as EventBatch['changes'][number]);
    yield { changes: told, at, resourceVersion: String(2000 + made), isListed: false };
    // What a second is for real: time for the collector of garbage.
    await new Promise((turn) => setImmediate(turn));
  }
}
