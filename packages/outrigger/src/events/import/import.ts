import { type FileHandle, open } from 'node:fs/promises';
import { type BadLine, type EventStore, importLines, importParquet } from '@outrigger/events';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { openStore } from '../ask/open-store.ts';
import { showProgress } from '../export/show-progress.ts';
import { oneLine } from '../print/safe.ts';
import { splitLines } from './split-lines.ts';

/** What the flags of `outrigger events import` hold. */
export interface ImportFlags {
  readonly store?: string;
}

/** Runs `outrigger events import` and answers with its exit code. */
export async function importEvents(
  files: readonly string[],
  { store: name }: ImportFlags,
  surroundings: Surroundings,
): Promise<number> {
  if (name === undefined) {
    throw badFlag('--store', 'is missing: it says where events are written', 'name a file: --store events.sqlite');
  }
  await using store = await openStore(name, '--store', surroundings.env);
  for (const file of files) await importFile(file, store, surroundings);
  return 0;
}

async function importFile(file: string, store: EventStore, surroundings: Surroundings): Promise<void> {
  const name = file === '-' ? 'standard input' : file;
  const progress = showProgress(`${oneLine(name)}: read`, surroundings);
  const before = await occurrencesIn(store);
  let told = 0;
  const options = {
    onWritten({ observations }: { readonly observations: number }) {
      progress.add(observations - told);
      told = observations;
    },
  };
  if (file === '-') {
    refuseBadLine(name, await importLines(splitLines(surroundings.stdin(), name), store, options));
  } else {
    const handle = await openFile(file);
    try {
      if (await isParquet(handle)) {
        const outcome = await importParquet(handle, store, options);
        if ('why' in outcome)
          throw refusal(`${name}${outcome.row === undefined ? '' : `, row ${outcome.row}`}`, outcome.why);
      } else {
        const bytes = handle.createReadStream({ start: 0, autoClose: false });
        refuseBadLine(name, await importLines(splitLines(bytes, name), store, options));
      }
    } finally {
      await handle.close();
    }
  }
  // What was there already is not written again.
  const more = (await occurrencesIn(store)) - before;
  progress.end(`; the store has ${more === 0 ? 'no' : more} more occurrence${more === 1 ? '' : 's'} than before`);
}

async function occurrencesIn(store: EventStore): Promise<number> {
  const [all] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
  return all?.count ?? 0;
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return handle;
    await handle.close();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`, {
      code: 'unreadable',
      hint: 'outrigger events export writes such files',
      cause: error,
    });
  }
  throw new Failure(`${file}: it is a folder`, { code: 'unreadable', hint: 'name the files in it' });
}

async function isParquet(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return bytesRead === 4 && buffer.toString('latin1') === 'PAR1';
}

/** With its place and the part of the line that is meant. */
function refuseBadLine(name: string, outcome: object): void {
  if (!('why' in outcome)) return;
  const { line, column = 1, text, why } = outcome as BadLine;
  const start = Math.max(0, column - 1 - AROUND / 2);
  const excerpt = `${start > 0 ? '… ' : ''}${text.slice(start, start + AROUND)}${text.length > start + AROUND ? ' …' : ''}`;
  throw refusal(`${name}:${line}:${column}`, `${oneLine(why)}\n  ${oneLine(excerpt)}`);
}

const AROUND = 100;

function refusal(place: string, why: string): Failure {
  return new Failure(`${place}: ${why}`, {
    code: 'no-export',
    hint: 'what stood before it is in the store; mend the file and begin anew: nothing is written twice',
  });
}
