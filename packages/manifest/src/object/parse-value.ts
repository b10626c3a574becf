import type { Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { splitDocuments } from '../parse/split-documents.ts';
import { placeFault } from '../problem/place-fault.ts';
import type { Problem } from '../problem/problem.ts';
import { Source } from '../source/source.ts';
import { type TextLocator, textLocator } from '../source/text-locator.ts';

/** What a text says and where, or why it cannot be read. */
export type ParsedValue =
  | ({ readonly ok: true; readonly value: Json } & TextLocator)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the first document of a YAML or JSON text that need not be a Kubernetes object, by the same rules as manifests.
 * Null where there is none.
 */
export async function parseValue(text: string, file: string): Promise<ParsedValue> {
  const source = new Source(file, text);
  const { documents, faults: cuts } = splitDocuments(source.text);
  const { start, end } = documents[0] ?? { start: 0, end: 0 };
  const place = { source, offset: start };
  const { roots, faults } = await parseDocument(source.text.slice(start, end));
  const root = roots[0] ?? { kind: 'scalar', start: 0, end: 0, text: '', plain: true };
  const reading = readValue(root);
  const problems = [
    ...cuts.map((fault) => placeFault(fault, { source, offset: 0 })),
    ...[...faults, ...reading.faults].map((fault) => placeFault(fault, place)),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: reading.value, ...textLocator(root, place) };
}
