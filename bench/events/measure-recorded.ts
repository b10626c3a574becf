import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore, playRecording, type RecordedChange } from '@outrigger/events';

// node measure-recorded.ts FOLDER FILE: the recorded stream through all stages into a file. Prints { changes, rawBytes, bytes }.
const [folder = '', file = ''] = process.argv.slice(2);
const read = (name: string): readonly RecordedChange[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RecordedChange);
const events = read('events.jsonl');
const store = openSqliteStore(file);
if ('unusable' in store) throw new Error(store.unusable);
await playRecording({ events, objects: read('objects.jsonl') }, store);
await store[Symbol.asyncDispose]();
const lines = events.map(({ type, object }) => Buffer.byteLength(JSON.stringify({ type, object })) + 1);
process.stdout.write(
  JSON.stringify({
    changes: events.length,
    rawBytes: lines.reduce((sum, length) => sum + length, 0),
    bytes: statSync(file).size,
  }),
);
