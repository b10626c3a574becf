import type { FileHandle } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import type { EventStore } from '../event-store.ts';
import { type FlatObservation, unflatten } from '../flat-observation.ts';
import { checkExported } from './check-exported.ts';
import type { ExportedLine } from './export-lines.ts';
import { gatherImport, type Imported, type ImportOptions } from './gather-import.ts';
import { PARQUET_COLUMNS } from './parquet-columns.ts';

/** Why a file is no export in Parquet. Rows before that one are written. */
export interface BadParquet {
  /** From 1 on; undefined where the file as a whole is meant. */
  readonly row: number | undefined;
  readonly why: string;
}

/** Writes an export in Parquet into a store, a row group after the other. What is there already is not written again. */
export async function importParquet(
  file: FileHandle,
  store: Pick<EventStore, 'store' | 'gaps'>,
  options: ImportOptions = {},
): Promise<Imported | BadParquet> {
  // Loaded here: nobody else should pay for it.
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const buffer = await bufferOf(file);
  const metadata = await tried(() => parquetMetadataAsync(buffer));
  if ('why' in metadata) return { row: undefined, why: metadata.why };
  const missing = missingColumns(metadata.value);
  if (missing.length > 0) {
    return { row: undefined, why: `it is Parquet, but no export of events: it has no column ${missing.join(', ')}` };
  }
  const gathered = await gatherImport(store, options);
  let rowStart = 0;
  for (const { num_rows } of metadata.value.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const part = { file: buffer, metadata: metadata.value, rowStart, rowEnd, compressors: COMPRESSORS };
    const rows = await tried(() => parquetReadObjects(part));
    if ('why' in rows) return { row: rowStart + 1, why: rows.why };
    for (const [n, row] of rows.value.entries()) {
      const checked = await checkRow(row);
      if ('why' in checked) return { row: rowStart + n + 1, why: checked.why };
      await gathered.add(checked);
    }
    rowStart = rowEnd;
  }
  for (const { key, value = '' } of metadata.value.key_value_metadata ?? []) {
    const shape = /^outrigger\.(incident|gap)s\./.exec(key)?.[1];
    if (shape === undefined) continue;
    const items = await tried(() => JSON.parse(value) as readonly unknown[]);
    if ('why' in items) return { row: undefined, why: `${key}: ${items.why}` };
    for (const item of items.value) {
      const checked = checkExported({ [shape]: item });
      if ('why' in checked) return { row: undefined, why: `${key}: ${checked.why}` };
      await gathered.add(checked);
    }
  }
  return gathered.finish();
}

const COMPRESSORS = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) };

function missingColumns({ schema }: FileMetaData): readonly string[] {
  const there = new Set(schema.map(({ name }) => name));
  return Object.keys(PARQUET_COLUMNS).filter((name) => !there.has(name));
}

async function checkRow(row: Readonly<Record<string, unknown>>): Promise<ExportedLine | { readonly why: string }> {
  const columns = Object.entries(PARQUET_COLUMNS).map(([name, { read }]) => [name, read(row[name])]);
  // Checked below: what columns of other types hold is told as what is wrong with the observation.
  const observation = await tried(() => unflatten(Object.fromEntries(columns) as FlatObservation));
  return 'why' in observation ? observation : checkExported({ observation: observation.value });
}

/** Whoever made the file may have made it badly: what the reader throws is told as its fault. */
async function tried<T>(read: () => T | Promise<T>): Promise<{ readonly value: T } | { readonly why: string }> {
  try {
    return { value: await read() };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** A file as hyparquet reads one: only the pieces that it asks for. */
async function bufferOf(file: FileHandle): Promise<AsyncBuffer> {
  const { size } = await file.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new Error(`the file ends at byte ${start + filled}`);
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}
