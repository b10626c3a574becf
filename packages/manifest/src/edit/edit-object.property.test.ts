import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../meaning/json.ts';
import { parseManifest } from '../object/parse-manifest.ts';
import { value, writtenAs } from '../parse/testing/arbitrary-document.ts';
import type { Path } from '../problem/problem.ts';
import { applyEdits } from './apply-edits.ts';
import { applyPatch } from './apply-patch.ts';
import { editObject } from './edit-object.ts';
import { invertPatch } from './invert-patch.ts';
import type { Patch } from './patch.ts';

describe('whatever is written, and however', () => {
  test('an empty patch makes no edit', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, async ({ text }) => {
        const object = await read(text);
        if (object) expect(await editObject(text, object, [])).toEqual({ ok: true, edits: [] });
      }),
    );
  });

  test('an edited text says what the patch says, keeps every comment outside of it, and comes back by the inverse', async () => {
    let edited = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(manifest, fc.nat(), fc.nat(), value, async ({ text }, where, whither, added) => {
        const object = await read(text);
        if (!object) return;
        const patch = patchFor(object.value, where, whither, JSON.parse(JSON.stringify(added)));
        const result = await editObject(text, object, patch);
        if (!result.ok) {
          refused++;
          return;
        }
        edited++;
        const after = applyEdits(text, result.edits);
        const again = await read(after);
        expect(again?.value).toEqual(applyPatch(object.value, patch));
        if (patch[0]?.op === 'add') expect(commentsOf(after)).toEqual(commentsOf(text));
        const back = again && (await editObject(after, again, invertPatch(object.value, patch)));
        if (back?.ok) expect((await read(applyEdits(after, back.edits)))?.value).toEqual(object.value);
      }),
      { numRuns: process.env.OUTRIGGER_TEST === 'full' ? 20_000 : 1500 },
    );
    // Refusing everything would be right as well, and worth nothing.
    expect(edited).toBeGreaterThan(refused * 9);
  });
});

const manifest = fc
  .tuple(value, value, writtenAs, fc.array(fc.tuple(fc.nat(), fc.nat(7)), { maxLength: 5 }), fc.boolean())
  .map(([first, second, write, comments, isWindows]) => {
    const body = write({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { first, list: [structuredClone(first), 'x'], second: structuredClone(second) },
    });
    const lines = body.split('\n');
    for (const [where, column] of comments) {
      lines.splice(where % lines.length, 0, `${' '.repeat(column)}# comment ${where}`);
    }
    return { text: lines.join(isWindows ? '\r\n' : '\n') };
  });

async function read(text: string) {
  const { objects, problems } = await parseManifest(text, 'pod.yaml');
  return problems.length === 0 ? objects[0] : undefined;
}

function patchFor(root: Json, where: number, whither: number, added: Json): Patch {
  const paths = pathsOf(root, []).filter((path) => path[0] === 'spec');
  const path = paths[where % paths.length] as Path;
  const lists = paths.filter((each) => Array.isArray(at(root, each)));
  const list = lists[whither % lists.length];
  switch (where % 4) {
    case 0:
      return path.length > 1 ? [{ op: 'remove', path }] : [];
    case 1:
      return [{ op: 'replace', path, value: added }];
    case 2: {
      const from = paths.find((each) => typeof each.at(-1) === 'number');
      if (!from || !list || from.every((step, i) => list[i] === step)) return [];
      return isBefore(from, list) ? [] : [{ op: 'move', from, path: [...list, 0] }];
    }
    default: {
      const map = isJsonObject(at(root, path)) ? path : ['spec'];
      return [{ op: 'add', path: [...map, 'new'], value: added }];
    }
  }
}

/** Taking the one out would shift the index of the other. */
function isBefore(from: Path, list: Path): boolean {
  return from.slice(0, -1).every((step, i) => list[i] === step) && typeof list[from.length - 1] === 'number';
}

function pathsOf(value: Json, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const children = Array.isArray(value)
    ? value.map((inner: Json, index) => pathsOf(inner, [...path, index]))
    : Object.entries(value).map(([name, inner]) => pathsOf(inner as Json, [...path, name]));
  return [path, ...children.flat()];
}

function at(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, step) => (inner as Record<string | number, Json> | undefined)?.[step],
    value,
  );
}

function commentsOf(text: string): readonly string[] {
  return (text.match(/# comment \d+/g) ?? []).toSorted();
}
