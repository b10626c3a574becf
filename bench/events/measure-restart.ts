import { machineClock } from '@outrigger/cluster';
import { type EventBatch, type EventStore, openSqliteStore } from '@outrigger/events';
import { eventLine } from './event-lines.ts';
import { runWholePipeline } from './whole-pipeline.ts';

// node measure-restart.ts FILE: 50,000 Events are stored, then all of them are listed again to a service that begins anew.
// Prints { seconds, repeated }.
const [file = ''] = process.argv.slice(2);
const EVENTS = 50_000;
const PAGE = 500;
const at = Date.parse('2026-11-20T06:00:00Z');
const all = Array.from({ length: EVENTS }, (_, nth) => eventLine(nth, { at: at + nth * 60, events: EVENTS }));

await once();
const start = performance.now();
const repeated = await once();
process.stdout.write(JSON.stringify({ seconds: (performance.now() - start) / 1000, repeated }));

async function once(): Promise<number> {
  const opened = openSqliteStore(file);
  if ('unusable' in opened) throw new Error(opened.unusable);
  await using store: EventStore = opened;
  let stored = 0;
  const count = (observations: number): void => {
    stored += observations;
  };
  const { signal } = new AbortController();
  await runWholePipeline({ source: pages(), store, clock: machineClock, onStored: count, signal });
  return stored;
}

/** As a list gives them; JSON.parse is part of it. */
async function* pages(): AsyncIterable<EventBatch> {
  for (let from = 0; from < EVENTS; from += PAGE) {
    const changes = all.slice(from, from + PAGE).map((line) => JSON.parse(line) as EventBatch['changes'][number]);
    yield { changes, at: at + EVENTS * 60, resourceVersion: '9', isListed: from === 0 };
  }
}
