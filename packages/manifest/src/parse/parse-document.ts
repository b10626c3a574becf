import type { Fault } from '../problem/fault.ts';
import type { Node } from './node.ts';
import { parseEveryday } from './parse-everyday.ts';
import { parseJsonStream } from './parse-json-stream.ts';

/** What one document of a file holds: usually one tree, several where JSON objects follow one another. */
export interface Parsed {
  readonly roots: readonly Node[];
  /** Why the document cannot be read; no roots then. */
  readonly faults: readonly Fault[];
}

/** Reads one document, without `---` lines, by the quickest reader that understands it. */
export async function parseDocument(document: string): Promise<Parsed> {
  // A carriage return alone breaks a line too, as on an old Macintosh; of one length with a line feed, it moves nothing.
  const text = loneReturn.test(document) ? document.replaceAll(new RegExp(loneReturn, 'g'), '\n') : document;
  const everyday = parseEveryday(text);
  if (everyday) return { roots: [everyday], faults: [] };
  const stream = parseJsonStream(text);
  if (stream) return { roots: stream, faults: [] };
  // Loaded only here: most manifests never need it, and loading takes longer than reading them.
  const { parseFull } = await import('./parse-full.ts');
  return parseFull(text);
}

const loneReturn = /\r(?!\n)/;
