import { statSync } from 'node:fs';
import { machineClock } from '@outrigger/cluster';
import { type EventBatch, openSqliteStore } from '@outrigger/events';
import { keepHeapSmall } from '../../packages/outrigger/src/events/serve/keep-heap-small.ts';
import { eventLine } from './event-lines.ts';
import { runWholePipeline } from './whole-pipeline.ts';

// node measure-memory.ts FILE EVENTS REPEATS [BATCH]: so many Events are alive, each told so often, 500 in a second of the load's own time,
// with so many in a batch: 25 as the service has them, or more where there are many Events and little time.
// Prints { events, changes, megabytes, heap, cpuSeconds, rawBytes, bytes }.
const [file = '', asked = '', repeats = '1', together = '25'] = process.argv.slice(2);
const events = Number(asked);
const changes = events * Number(repeats);
const batch = Number(together);
using _heap = keepHeapSmall(process.env);
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
  for (let nth = 0; made < changes; nth++) {
    const at = begin + nth * batch * 2;
    const lines = Array.from({ length: Math.min(batch, changes - made) }, () => eventLine(made++, { at, events }));
    // What getrusage(2) gives counts the parent before exec, too.
    if (nth % 100 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    for (const line of lines) rawBytes += line.length + 1;
    const told = lines.map((line) => JSON.parse(line) as EventBatch['changes'][number]);
    yield { changes: told, at, resourceVersion: String(2000 + made), isListed: false };
    // What there is between two batches for real: time for the collector of garbage, and for the look at the heap.
    await new Promise((turn) => setImmediate(turn));
  }
}
