import type { EventStore } from '../event-store.ts';
import { checkExported } from './check-exported.ts';
import type { ExportedLine } from './export-lines.ts';
import { gatherImport, type Imported, type ImportOptions } from './gather-import.ts';

/** Where a line is no line of an export, and why. Nothing of its batch was written, everything before is. */
export interface BadLine {
  readonly line: number;
  /** From 1 on; undefined where all of the line is meant. */
  readonly column: number | undefined;
  readonly text: string;
  readonly why: string;
}

/**
 * Writes an export into a store. What is there already is not written again, so that an import may be begun anew; gaps that are there
 * already are known by all they say.
 */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  store: Pick<EventStore, 'store' | 'gaps'>,
  options: ImportOptions = {},
): Promise<Imported | BadLine> {
  const gathered = await gatherImport(store, options);
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const read = readLine(text);
    if ('why' in read) return { line, text, ...read };
    await gathered.add(read);
  }
  return gathered.finish();
}

function readLine(text: string): ExportedLine | { readonly column: number | undefined; readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { column: columnOf(why, text), why: `this is not JSON: ${why}` };
  }
  const checked = checkExported(value);
  return 'why' in checked ? { column: undefined, why: checked.why } : checked;
}

/** V8 names a position for some mistakes only. */
function columnOf(why: string, text: string): number | undefined {
  if (why.includes('end of JSON input') || why.startsWith('Unterminated')) return text.length + 1;
  const position = /at position (\d+)/.exec(why)?.[1];
  return position === undefined ? undefined : Number(position) + 1;
}
