import { statSync } from 'node:fs';
import { openSqliteStore, playRecording } from '@outrigger/events';
import { drawFrom } from '../../test/events/recorded-variants/draw.ts';
import { renamed } from '../../test/events/recorded-variants/rename.ts';
import { readStream } from '../../test/events/recorded-variants/stream.ts';

// node measure-recorded.ts FOLDER FILE TIMES: the recorded stream through all stages into a file, with others of other names at the same
// time, so many in all. Prints { changes, rawBytes, bytes }.
const [folder = '', file = '', times = '1'] = process.argv.slice(2);
const recorded = readStream(folder);
const streams = Array.from({ length: Number(times) }, (_, nth) =>
  nth === 0 ? recorded : renamed(recorded, drawFrom(nth)),
);
const events = streams.flatMap((stream) => stream.events).toSorted((one, other) => one.at - other.at);
const objects = streams.flatMap((stream) => stream.objects).toSorted((one, other) => one.at - other.at);
const store = openSqliteStore(file);
if ('unusable' in store) throw new Error(store.unusable);
await playRecording({ events, objects }, store);
await store[Symbol.asyncDispose]();
const lines = events.map(({ type, object }) => Buffer.byteLength(JSON.stringify({ type, object })) + 1);
process.stdout.write(
  JSON.stringify({
    changes: events.length,
    rawBytes: lines.reduce((sum, length) => sum + length, 0),
    bytes: statSync(file).size,
  }),
);
