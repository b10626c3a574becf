import type { Fault } from '../problem/fault.ts';
import { shorten } from '../problem/shorten.ts';

/** One document of a file: where its text begins and ends, without the `---` lines around it. */
interface DocumentText {
  readonly start: number;
  readonly end: number;
}

export interface Split {
  readonly documents: readonly DocumentText[];
  readonly faults: readonly Fault[];
}

/**
 * Cuts a file at its `---` lines before anyone parses it, as kubectl does, so that a mistake in one document leaves the
 * others readable. Documents without text are left out.
 *
 * Mirrors `YAMLReader.Read` in k8s.io/apimachinery@v0.36.0 pkg/util/yaml/decoder.go.
 */
export function splitDocuments(text: string): Split {
  const documents: DocumentText[] = [];
  const faults: Fault[] = [];
  let start = 0;
  for (let separator = nextSeparator(text, 0); ; separator = nextSeparator(text, start)) {
    const end = separator < 0 ? text.length : separator;
    if (saysSomething(text.slice(start, end))) documents.push({ start, end });
    if (separator < 0) return { documents, faults };
    const lineFeed = text.indexOf('\n', separator);
    start = lineFeed < 0 ? text.length : lineFeed + 1;
    const rest = text.slice(separator + 3, start).trim();
    if (rest !== '' && !rest.startsWith('#')) faults.push(badSeparator(text, separator, rest));
  }
}

/** The document that an offset is in, found without looking at the others. */
export function documentAt(text: string, offset: number): DocumentText {
  const separator = text.lastIndexOf('\n---', offset);
  const isFirst = separator < 0 && !text.startsWith('---');
  const lineFeed = text.indexOf('\n', separator + 1);
  const start = isFirst ? 0 : lineFeed < 0 ? text.length : lineFeed + 1;
  const end = nextSeparator(text, start);
  return { start, end: end < 0 ? text.length : end };
}

function nextSeparator(text: string, from: number): number {
  if (text.startsWith('---', from)) return from;
  const lineFeed = text.indexOf('\n---', from);
  return lineFeed < 0 ? -1 : lineFeed + 1;
}

// A line that is more than a comment or a directive such as `%YAML 1.1`.
const somethingSaid = /^[ \t]*[^\s#%]/m;

function saysSomething(text: string): boolean {
  return somethingSaid.test(text);
}

function badSeparator(text: string, separator: number, rest: string): Fault {
  const start = text.indexOf(rest, separator + 3);
  return {
    code: 'syntax',
    message: `invalid Yaml document separator: ${shorten(rest)}`,
    hint: 'only a comment may follow `---` on its line; begin the document on the next one',
    start,
    end: start + rest.length,
  };
}
