import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { parseManifest } from '../object/parse-manifest.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { documentWithMishaps, written } from '../parse/testing/arbitrary-document.ts';
import type { Path } from '../problem/problem.ts';
import type { Position } from './position.ts';

const numRuns = process.env.OUTRIGGER_TEST === 'full' ? 20_000 : 1000;

describe('a position', () => {
  test('points at text that means the value which stands there', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ yaml }) => {
        const text = `apiVersion: v1\nkind: Thing\ndata:\n${indent(yaml)}`;
        const { objects } = await parseManifest(text, 'thing.yaml');
        for (const object of objects) await checkAll(object, text);
      }),
      { numRuns },
    );
  });

  test('is inside its file, whatever the file holds', async () => {
    await fc.assert(
      fc.asyncProperty(documentWithMishaps, async (text) => {
        const { problems } = await parseManifest(text, 'mishap.yaml');
        for (const { position } of problems) checkInside(position, text);
      }),
      { numRuns },
    );
  });
});

async function checkAll(object: KubernetesObject, text: string): Promise<void> {
  for (const path of pathsOf(object.value)) {
    const position = object.locate(path);
    checkInside(position, text);
    const value = path.reduce<Json | undefined>((at, step) => (at as never)?.[step], object.value);
    const source = text.slice(position.offset, position.endOffset);
    // Its number says how much deeper than its surroundings the text is, and those are gone here.
    if (/^[|>][-+]?\d/.test(source)) continue;
    expect(await meaningOf(' '.repeat(position.column - 1) + source)).toEqual(value);
    const name = path.at(-1);
    const key = object.locateKey(path);
    if (typeof name === 'string') expect(String(await meaningOf(text.slice(key.offset, key.endOffset)))).toBe(name);
  }
}

function checkInside(position: Position | undefined, text: string): void {
  if (!position) return;
  const { offset, endOffset, line, column, endLine, endColumn, excerpt } = position;
  expect(offset).toBeGreaterThanOrEqual(0);
  expect(endOffset).toBeGreaterThanOrEqual(offset);
  expect(endOffset).toBeLessThanOrEqual(text.length);
  const lines = text.split('\n');
  expect(lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1).toBe(offset);
  expect(lines.slice(0, endLine - 1).join('\n').length + (endLine > 1 ? 1 : 0) + endColumn - 1).toBe(endOffset);
  expect(lines[line - 1]?.slice(excerpt.column - 1).startsWith(excerpt.text)).toBe(true);
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item: Json, index) => pathsOf(item, [...path, index]))];
  if (!isJsonObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

async function meaningOf(text: string): Promise<Json> {
  const { roots } = await parseDocument(text);
  return roots[0] ? readValue(roots[0]).value : null;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
