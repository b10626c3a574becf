import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { SEVERITIES } from '../../observation.ts';
import type { StoreBatch } from '../event-store.ts';
import { mergeBatches } from './merge-batches.ts';
import { leastSeverity, shedObservations } from './shed-observations.ts';

/** Batches on the disk, in their order, for as long as the store is away. */
export interface Spool {
  /** When it returns, the batch is on the disk, also when the machine loses its power. Full, it sheds before. */
  readonly append: (batch: StoreBatch) => void;
  /** The oldest; undefined when there is none. */
  readonly oldest: () => { readonly name: string; readonly batch: StoreBatch } | undefined;
  /** The oldest is in the store. */
  readonly drop: () => void;
  readonly length: () => number;
  readonly bytes: () => number;
  /** Observations that did not fit, by severity, since it was opened. */
  readonly shed: () => Readonly<Record<string, number>>;
  /** Of the batches in it, the newest of each name. */
  readonly checkpoints: () => ReadonlyMap<string, unknown>;
}

/**
 * One file per batch: written beside, flushed, then named, so that a file that has its name is whole.
 *
 * @param folder of its own; what an earlier process left in it comes first
 * @param random makes names that no earlier batch had
 * @param maxBytes more than this, and the observations of the least severity go, the oldest first
 */
export function openSpool(folder: string, maxBytes: number, random: () => number): Spool {
  mkdirSync(folder, { recursive: true });
  const kept: Kept[] = [];
  const shedCounts: Record<string, number> = {};
  let next = 1;
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    if (!FILE.test(name)) {
      if (name.endsWith('.part')) rmSync(file);
      continue;
    }
    next = Number.parseInt(name, 10) + 1;
    const text = readFileSync(file, 'utf8');
    const batch = readBatch(text);
    // A disk that gives back something else than was written; it is kept for people to look at.
    if (batch === undefined) renameSync(file, `${file}.damaged`);
    else kept.push(keptOf(file, batch, Buffer.byteLength(text)));
  }

  const write = (file: string, batch: StoreBatch): Kept => {
    const json = JSON.stringify(batch);
    const text = Buffer.from(`${crc32(json)} ${json}`);
    const handle = openSync(`${file}.part`, 'w');
    try {
      for (let at = 0; at < text.length; ) at += writeSync(handle, text, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${file}.part`, file);
    return keptOf(file, batch, text.length);
  };

  const read = ({ file }: Kept): StoreBatch => {
    const batch = readBatch(readFileSync(file, 'utf8'));
    if (batch === undefined) throw new Error(`${file} has changed`);
    return batch;
  };
  const bytes = (): number => kept.reduce((sum, each) => sum + each.bytes, 0);
  const shed = (): void => {
    while (bytes() > maxBytes) {
      const rank = Math.min(...kept.map(({ least }) => least ?? Number.POSITIVE_INFINITY));
      const place = kept.findIndex(({ least }) => least === rank);
      const victim = kept[place];
      // Only gaps, incidents and checkpoints are left: they are never shed.
      if (victim === undefined || rank === Number.POSITIVE_INFINITY) return;
      const batch = read(victim);
      const rest = shedObservations(batch, rank);
      kept[place] = write(victim.file, rest);
      const severity = SEVERITIES[rank] ?? 'notice';
      shedCounts[severity] = (shedCounts[severity] ?? 0) + batch.observations.length - rest.observations.length;
    }
  };

  /**
   * Each batch brings some of the same checkpoints: together they need a part of the room, and go into the store at once. The oldest
   * may be on its way there. Killed in the middle, what is left of the others expects a checkpoint that has gone on, or is known by
   * its ids.
   */
  const merge = (): void => {
    const from = Math.max(1, kept.findLastIndex(({ bytes: size }) => size > SMALL) + 1);
    const [first, ...others] = kept.slice(from);
    if (first === undefined || others.length < MANY) return;
    kept.splice(from, kept.length, write(first.file, mergeBatches([first, ...others].map(read))));
    for (const { file } of others) rmSync(file);
  };

  return {
    append(batch) {
      const token = Math.floor(random() * 2 ** 32).toString(16);
      kept.push(write(join(folder, `${String(next++).padStart(12, '0')}-${token}.json`), batch));
      merge();
      shed();
    },
    oldest() {
      const first = kept[0];
      const batch = first && readBatch(readFileSync(first.file, 'utf8'));
      return batch && { name: basename(first.file), batch };
    },
    drop() {
      const first = kept.shift();
      if (first !== undefined) rmSync(first.file);
    },
    length: () => kept.length,
    bytes,
    shed: () => ({ ...shedCounts }),
    checkpoints: () => new Map(kept.flatMap(({ checkpoints }) => Object.entries(checkpoints))),
  };
}

/** Of a file that others may be put together with. */
const SMALL = 512 * 1024;
const MANY = 16;
const FILE = /^\d{12,}-[0-9a-f]+\.json$/;

interface Kept {
  readonly file: string;
  readonly bytes: number;
  readonly least: number | undefined;
  readonly checkpoints: Readonly<Record<string, unknown>>;
}

function keptOf(file: string, batch: StoreBatch, bytes: number): Kept {
  return { file, bytes, least: leastSeverity(batch), checkpoints: batch.checkpoints ?? {} };
}

function readBatch(text: string): StoreBatch | undefined {
  const end = text.indexOf(' ');
  const json = text.slice(end + 1);
  return end > 0 && String(crc32(json)) === text.slice(0, end) ? (JSON.parse(json) as StoreBatch) : undefined;
}
