import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../parse/parse-document.ts';
import { splitDocuments } from '../../parse/split-documents.ts';
import type { Json } from '../json.ts';
import { readValue } from '../read-value.ts';

// Each row is a document, and what sigs.k8s.io/yaml v1.6.0 made of it over go.yaml.in/yaml/v2 v2.4.3, the versions that
// Kubernetes 1.36 reads manifests with: `json` or `error` from YAMLToJSON, `strict` where only YAMLToJSONStrict complains.
interface Row {
  readonly yaml: string;
  readonly json?: Json;
  readonly error?: string;
  readonly strict?: string;
}

const otherwise: ReadonlyMap<string, string> = new Map([
  ['k: "\\/"\n', 'an escape of JSON, which kubectl reads with a JSON parser'],
  ['a: "\\/"\n', 'an escape of JSON, which kubectl reads with a JSON parser'],
  ['a: "\\ud83d\\ude00"\n', 'JSON writes characters beyond 16 bits so, and kubectl reads JSON with a JSON parser'],
  ['1: a\n"1": b\n', 'one of the two is lost in JSON, at random; we say so'],
  ['true: a\n"true": b\n', 'one of the two is lost in JSON, at random; we say so'],
  ['\ufeffa: 1\n', 'the byte order mark is taken away before anything is parsed'],
  ['...\n', 'an empty document is passed over'],
  ['--- a\n', 'kubectl cuts the file before go-yaml sees it, and refuses this line'],
  ['%YAML 1.2\n---\na: yes\n', 'directives are passed over'],
  ['%FOO\n---\na: 1\n', 'directives are passed over'],
  ['a: |\n  x', 'kubectl ends the last line before go-yaml sees it'],
  ["'a':b\n", 'go-yaml drops what follows the quote; we say that it cannot be read'],
  ['a: \u0001\n', 'refused before anything is parsed: see decodeText'],
  ['a: \u007f\n', 'refused before anything is parsed: see decodeText'],
  ['a: \u0085b\n', 'a line break in YAML 1.1 only'],
  ['a: \u2028b\n', 'a line break in YAML 1.1 only'],
]);

const rows = readFileSync(new URL('go-yaml.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

describe('a document means what it means to Kubernetes', () => {
  const same = rows.filter(({ yaml }) => !otherwise.has(yaml));
  test.each(same.map((row) => [JSON.stringify(row.yaml), row] as const))('%s', async (_name, row) => {
    const { value, complaints } = await read(row.yaml);
    // What is merged is nothing given twice, though go-yaml's strict mode, which kubectl does not use, calls it that.
    const isRefused = row.error !== undefined || (row.strict !== undefined && !row.yaml.includes('<<'));
    if (isRefused) expect(complaints).not.toEqual([]);
    else expect({ value, complaints }).toEqual({ value: row.json, complaints: [] });
  });

  test.each([...otherwise])('%j is read otherwise: %s', async (yaml) => {
    const row = rows.find((candidate) => candidate.yaml === yaml);
    const { value, complaints } = await read(yaml);
    expect(row && { value, isRefused: complaints.length > 0 }).not.toEqual({
      value: row?.json ?? null,
      isRefused: row?.error !== undefined || row?.strict !== undefined,
    });
  });
});

/** The first document, as YAMLToJSON reads no more. */
async function read(yaml: string): Promise<{ readonly value: Json; readonly complaints: readonly string[] }> {
  const { documents, faults: cuts } = splitDocuments(yaml);
  const [first] = documents;
  const parsed = first && (await parseDocument(yaml.slice(first.start, first.end)));
  const root = parsed?.roots[0];
  const reading = root && readValue(root);
  const faults = [...cuts, ...(parsed?.faults ?? []), ...(reading?.faults ?? [])];
  return { value: reading?.value ?? null, complaints: faults.map(({ message }) => message) };
}
