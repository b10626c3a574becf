import { exportLines, exportParquet } from '@outrigger/events';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { filterOf } from '../ask/read-filter.ts';
import { showProgress } from './show-progress.ts';
import { writeBeside } from './write-beside.ts';

/** What the flags of `outrigger events export` hold. */
export interface ExportFlags extends AskFlags {
  readonly output: 'jsonl' | 'parquet';
  readonly to?: string;
}

/** Runs `outrigger events export` and answers with its exit code. */
export async function exportEvents(flags: ExportFlags, surroundings: Surroundings): Promise<number> {
  const { output, to } = flags;
  const { stdout } = surroundings;
  const filter = filterOf(flags, Date.now());
  if (output === 'parquet' && to === undefined && stdout.isTty) {
    throw badFlag('-o', 'parquet is nothing for a terminal', 'name a file with --to, or write > events.parquet');
  }
  await using source = await openSource(flags, surroundings);
  const progress = showProgress('exported', surroundings);
  const pieces =
    output === 'parquet'
      ? exportParquet(source.reader, filter, { onRows: progress.add })
      : gathered(exportLines(source.reader, filter), progress.add);
  if (to === undefined) {
    await asking(() => print(pieces, surroundings));
  } else {
    const ending = new AbortController();
    using _ = onInterrupt(() => ending.abort());
    const isWritten = await asking(() => writeBeside(to, pieces, ending.signal));
    if (!isWritten) return 130;
  }
  progress.end();
  return 0;
}

async function print(pieces: AsyncIterable<Uint8Array>, { stdout }: Surroundings): Promise<void> {
  for await (const piece of pieces) {
    if (stdout.writeBytes === undefined) stdout.write(Buffer.from(piece).toString());
    else stdout.writeBytes(piece);
  }
}

/** Some lines at a time: a write for each of millions would be what takes the time. */
async function* gathered(lines: AsyncIterable<string>, onEvents: (count: number) => void): AsyncGenerator<Uint8Array> {
  let piece: string[] = [];
  for await (const line of lines) {
    piece.push(line);
    if (piece.length < 1000) continue;
    yield Buffer.from(piece.join(''));
    onEvents(countEvents(piece));
    piece = [];
  }
  yield Buffer.from(piece.join(''));
  onEvents(countEvents(piece));
}

function countEvents(lines: readonly string[]): number {
  return lines.filter((line) => line.startsWith('{"observation"')).length;
}
