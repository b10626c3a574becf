import { zstdCompressSync } from 'node:zlib';
import type { ColumnSource } from 'hyparquet-writer';
import type { Observation } from '../../observation.ts';
import type { EventFilter, EventStore } from '../event-store.ts';
import { type FlatObservation, flatten } from '../flat-observation.ts';
import { exportedGaps, exportedIncidents, exportedObservations } from './exported.ts';
import { PARQUET_COLUMNS } from './parquet-columns.ts';

/**
 * What a filter finds as a Parquet file, in pieces: a row for each observation, the oldest first. Incidents and gaps of its range are in the
 * file's own description, as JSON under `outrigger.incidents` and `outrigger.gaps`, so that an import has them and who counts rows
 * does not. As many rows as make a row group are in memory at a time.
 */
export async function* exportParquet(
  store: Pick<EventStore, 'query' | 'incidents' | 'gaps'>,
  filter: EventFilter,
  { rowGroup = ROW_GROUP, onRows }: { readonly rowGroup?: number; readonly onRows?: (count: number) => void } = {},
): AsyncIterable<Uint8Array> {
  // Loaded here: nobody else should pay for it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
    codec: 'ZSTD',
    compressors: { ZSTD: (input) => zstdCompressSync(input) },
    createdBy: 'outrigger events',
  });
  const taken = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  let rows: Observation[] = [];
  const writeGroup = async (): Promise<Uint8Array> => {
    await file.write({ columnData: columnsOf(rows.map(flatten)), rowGroupSize: rows.length });
    onRows?.(rows.length);
    rows = [];
    return taken();
  };
  for await (const observation of exportedObservations(store, filter)) {
    rows.push(observation);
    if (rows.length >= rowGroup) yield await writeGroup();
  }
  if (rows.length > 0) yield await writeGroup();
  file.kvMetadata = [
    { key: 'outrigger.format', value: '1' },
    ...(await inPieces('outrigger.incidents', exportedIncidents(store, filter))),
    ...(await inPieces('outrigger.gaps', exportedGaps(store, filter))),
  ];
  await file.finish();
  yield taken();
}

/** Readers like greater ones better; with 20,000 an export takes 650 MB of memory. */
const ROW_GROUP = 10_000;

function columnsOf(rows: readonly FlatObservation[]): ColumnSource[] {
  return Object.entries(PARQUET_COLUMNS).map(([name, { type, write }]) => ({
    name,
    type,
    data: rows.map(write),
    nullable: false,
    // Statistics of long texts and JSON help nobody.
    statistics: type !== 'JSON',
  }));
}

/** A thousand in one value: nobody has to take all of them in at once. */
async function inPieces(
  key: string,
  items: AsyncIterable<unknown>,
): Promise<readonly { readonly key: string; readonly value: string }[]> {
  const pieces: { readonly key: string; readonly value: string }[] = [];
  let piece: unknown[] = [];
  const close = () => {
    if (piece.length > 0) pieces.push({ key: `${key}.${pieces.length}`, value: JSON.stringify(piece) });
    piece = [];
  };
  for await (const item of items) {
    piece.push(item);
    if (piece.length >= 1000) close();
  }
  close();
  return pieces;
}
