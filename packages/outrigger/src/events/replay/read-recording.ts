import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordedChange, Recording } from '@outrigger/events';
import { Failure } from '../../world/failure.ts';

/** Reads events.jsonl of a folder, and objects.jsonl where there is one. */
export async function readRecording(folder: string): Promise<Recording> {
  const objects = join(folder, 'objects.jsonl');
  return {
    events: await readChanges(join(folder, 'events.jsonl')),
    objects: existsSync(objects) ? await readChanges(objects) : [],
  };
}

async function readChanges(file: string): Promise<readonly RecordedChange[]> {
  const changes: RecordedChange[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') changes.push(readChange(line, `${file}:${number}:1`));
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new Failure(`${file}: ${why}`, {
      code: 'unreadable-recording',
      hint: 'a recording is a folder with events.jsonl: watch changes, a line each: {"at": ms since 1970, "type": "ADDED", "object": {…}}',
      cause: error,
    });
  }
  return changes;
}

function readChange(line: string, place: string): RecordedChange {
  const refuse = (why: string) =>
    new Failure(`${place}: ${why}\n  ${line.slice(0, EXCERPT)}${line.length > EXCERPT ? ' …' : ''}`, {
      code: 'unreadable-recording',
      hint: 'every line is {"at": ms since 1970, "type": "ADDED", "MODIFIED" or "DELETED", "object": {…}}',
    });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw refuse(`this is not JSON: ${(error as Error).message}`);
  }
  const { at, type, object } = (value ?? {}) as Partial<RecordedChange>;
  if (typeof at !== 'number' || !Number.isFinite(at)) throw refuse('"at" is no number');
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') throw refuse('"type" is no type of a change');
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw refuse('"object" is no object');
  return { at, type, object };
}

const EXCERPT = 100;
