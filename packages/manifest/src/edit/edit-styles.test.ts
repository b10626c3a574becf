import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseManifest } from '../object/parse-manifest.ts';
import { applyEdits } from './apply-edits.ts';
import { checkEdit } from './check-edit.ts';
import { editObject } from './edit-object.ts';
import type { Patch } from './patch.ts';

/** A row of testing/*.yaml. */
interface StyleCase {
  readonly what: string;
  readonly before: string;
  /** Which object of the text; the first by default. */
  readonly object?: number;
  readonly patch: Patch;
  /** The edited text, or why there is none. */
  readonly after?: string;
  readonly refused?: string;
}

const head = 'apiVersion: v1\nkind: Pod\nspec:\n';

describe('a pod spec is edited in its own style', () => {
  for (const { what, before, patch, after, refused } of casesOf('specs.yaml')) {
    test(what, async () => {
      expect(await edit(head + before, patch)).toEqual(refused ?? head + after);
    });
    test(`${what}, with line ends of Windows`, async () => {
      const windows = (text: string) => text.replaceAll('\n', '\r\n');
      expect(await edit(windows(head + before), patch)).toEqual(refused ?? windows(head + after));
    });
  }
});

describe('a file is edited in its own style', () => {
  test.each(casesOf('files.yaml'))('$what', async ({ before, object, patch, after, refused }) => {
    expect(await edit(before, patch, object)).toEqual(refused ?? after);
  });
});

function casesOf(file: string): readonly StyleCase[] {
  return parse(readFileSync(join(import.meta.dirname, 'testing', file), 'utf8'));
}

async function edit(text: string, patch: Patch, index = 0): Promise<string> {
  const { objects, problems } = await parseManifest(text, 'pod.yaml');
  const object = objects[index];
  if (!object) throw new Error(problems[0]?.message ?? 'no such object');
  const result = await editObject(text, object, patch);
  if (!result.ok) return `${result.path.join('.')}: ${result.why}`;
  const check = await checkEdit(text, result.edits, [{ index, patch }]);
  expect(check).toMatchObject({ ok: true });
  return applyEdits(text, result.edits);
}
