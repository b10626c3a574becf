import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { parseManifest } from '../object/parse-manifest.ts';
import { parseFull } from '../parse/parse-full.ts';
import type { Path } from '../problem/problem.ts';
import { applyEdits } from './apply-edits.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import { checkEdit } from './check-edit.ts';
import { editObject } from './edit-object.ts';
import { invertPatch } from './invert-patch.ts';
import type { Patch, PatchOperation } from './patch.ts';
import { handwritten, write } from './testing/handwritten.ts';

const numRuns = process.env.OUTRIGGER_TEST === 'full' ? 30_000 : 1500;

describe('a manifest written by hand', () => {
  test('is not changed by no patch', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (before) => {
        const object = await read(before);
        if (object) expect(await editObject(before, object, [])).toEqual({ ok: true, edits: [] });
      }),
    );
  });

  test('is changed by exactly the patch, keeps every comment that was not part of what went, and comes back', async () => {
    const counts = { edited: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(text, choice, async (before, chosen) => {
        const object = await read(before);
        const operation = object && operationFor(object.value, chosen);
        if (!operation) return;
        const after = await edited(before, object, [operation]);
        counts[after === undefined ? 'refused' : 'edited']++;
        if (after === undefined) return;
        expect(missingComments(before, after, linesTakenOut(before, object, operation))).toEqual([]);
        expect(after.includes('\r\n') && /[^\r]\n/.test(after)).toBe(false);
        expect(after.endsWith('\n')).toBe(before.endsWith('\n'));
        const again = await read(after);
        if (!again) throw new Error('the edited text cannot be read');
        await edited(after, again, invertPatch(object.value, [operation]));
      }),
      { numRuns },
    );
    // Refusing everything would be right as well, and worth nothing.
    expect(counts.edited).toBeGreaterThan(counts.refused * 9);
  }, 300_000);

  test('has the same bytes again when an item has moved to another list and back, but for blank lines', async () => {
    let same = 0;
    let other = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), fc.nat(), async (before, where, whither) => {
        const object = await read(before);
        const move = object && moveBetweenLists(object.value, where, whither);
        if (!move) return;
        const after = await edited(before, object, [move]);
        const again = after === undefined ? undefined : await read(after);
        const back = again && (await edited(after ?? '', again, invertPatch(object.value, [move])));
        if (back === undefined) return;
        const isSame = withoutBlankLines(back) === withoutBlankLines(before);
        if (isSame) same++;
        else other++;
      }),
      { numRuns },
    );
    // Between brackets and dashes, the layout around a part does not tell what it was.
    expect(same).toBeGreaterThan(other * 4);
  }, 300_000);
});

/** The edited text, as the full reader reads it, too; undefined where it was refused. */
async function edited(before: string, object: KubernetesObject, patch: Patch): Promise<string | undefined> {
  const result = await editObject(before, object, patch);
  if (!result.ok) return undefined;
  const after = applyEdits(before, result.edits);
  expect(fully(after)).toEqual(applyPatch(object.value, patch));
  expect(await checkEdit(before, result.edits, [{ index: 0, patch }])).toMatchObject({ ok: true });
  return after;
}

const text = fc
  .tuple(handwritten, fc.boolean(), fc.boolean())
  .map(([spec, isWindows, isOpenEnd]) => write(spec, { isWindows, isOpenEnd }));

const leaf = fc.constantFrom<Json>(
  'Always',
  'yes',
  '0644',
  5,
  true,
  null,
  'a\nb\n',
  'a: b',
  '',
  ' lead',
  '# x',
  'x\n\ty',
  '\n',
  '1.2.3',
);
const added: fc.Arbitrary<Json> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('name', 'k', 'args', 'a b', 'y'), fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), {
    maxKeys: 3,
  }),
);

const choice: fc.Arbitrary<Choice> = fc.record({ kind: fc.nat(), where: fc.nat(), whither: fc.nat(), value: added });

async function read(manifest: string): Promise<KubernetesObject | undefined> {
  const { objects, problems } = await parseManifest(manifest, 'pod.yaml');
  return problems.length === 0 ? objects[0] : undefined;
}

function fully(manifest: string): Json {
  const { roots, faults } = parseFull(manifest);
  expect(faults).toEqual([]);
  const [root] = roots;
  return root ? readValue(root).value : null;
}

/** From a list to another one, or to another place in the same. */
function moveBetweenLists(root: Json, where: number, whither: number): PatchOperation | undefined {
  const froms = pathsOf(root, []).filter((path) => typeof path.at(-1) === 'number');
  const from = froms[where % froms.length];
  if (!from) return undefined;
  const left = applyPatch(root, [{ op: 'remove', path: from }]);
  const lists = pathsOf(left, []).filter((path) => Array.isArray(valueAt(left, path)));
  const list = lists[whither % lists.length];
  return list && { op: 'move', from, path: placeIn(left, list, whither) };
}

function withoutBlankLines(manifest: string): string {
  return manifest.replace(/^[ \t\r]*\n/gm, '');
}

interface Choice {
  readonly kind: number;
  readonly where: number;
  readonly whither: number;
  readonly value: Json;
}

function operationFor(root: Json, { kind, where, whither, value }: Choice): PatchOperation | undefined {
  const paths = pathsOf(root, []).filter((path) => path.length > 1);
  const collections = pathsOf(root, []).filter((path) => path[0] === 'spec' && isCollection(valueAt(root, path)));
  const path = paths[where % paths.length];
  const into = collections[whither % collections.length];
  switch (kind % 4) {
    case 0:
      return path && { op: 'remove', path };
    case 1:
      return path && { op: 'replace', path, value };
    case 2:
      return into && { op: 'add', path: placeIn(root, into, where), value };
    default:
      return path && moveTo(root, path, whither);
  }
}

function moveTo(root: Json, from: Path, whither: number): PatchOperation | undefined {
  const left = applyPatch(root, [{ op: 'remove', path: from }]);
  const collections = pathsOf(left, []).filter((path) => path[0] === 'spec' && isCollection(valueAt(left, path)));
  const into = collections[whither % collections.length];
  return into && { op: 'move', from, path: placeIn(left, into, Math.floor(whither / collections.length)) };
}

function placeIn(root: Json, path: Path, where: number): Path {
  const collection = valueAt(root, path);
  return [
    ...path,
    Array.isArray(collection)
      ? where % (collection.length + 1)
      : (['fresh', 'initContainers', 'name'][where % 3] as string),
  ];
}

function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function pathsOf(value: Json, path: Path): readonly Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((inner: Json, index) => pathsOf(inner, [...path, index]))];
  if (!isJsonObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

/** The lines of what an operation takes out, with comments around it that may belong to it. */
function linesTakenOut(text: string, object: KubernetesObject, operation: PatchOperation): readonly [number, number] {
  if (operation.op === 'move') return isOverwriting(object.value, operation) ? [0, 1e9] : [0, 0];
  const { path } = operation;
  const isThere =
    operation.op !== 'add' || (!Array.isArray(valueAt(object.value, path.slice(0, -1))) && has(object.value, path));
  if (!isThere) return [0, 0];
  const lines = text.split(/\r?\n/);
  const isComment = (line: number) => /^\s*#|^\s*$/.test(lines[line - 1] ?? 'x');
  // A dash or question mark that stands alone, with an anchor at most.
  const isMark = (line: number) => /^\s*(?:[-?]\s+)*[-?](?:\s+&\S+)?\s*(?:#.*)?$/.test(lines[line - 1] ?? 'x');
  let first = object.locateKey(path).line;
  let last = object.locate(path).endLine;
  while (isComment(first - 1) || isMark(first - 1)) first--;
  while (last < lines.length && isComment(last + 1)) last++;
  return [first, last];
}

function isOverwriting(root: Json, { from, path }: PatchOperation & { readonly op: 'move' }): boolean {
  const left = applyPatch(root, [{ op: 'remove', path: from }]);
  return !Array.isArray(valueAt(left, path.slice(0, -1))) && has(left, path);
}

function has(root: Json, path: Path): boolean {
  return path.at(-1) !== undefined && Object.hasOwn(valueAt(root, path.slice(0, -1)) as object, path.at(-1) as string);
}

function missingComments(before: string, after: string, [first, last]: readonly [number, number]): readonly string[] {
  const count = (manifest: string, comment: string) => manifest.split(comment).length - 1;
  return before.split('\n').flatMap((line, index) => {
    const isInside = index + 1 >= first && index + 1 <= last;
    return (line.match(/# comment \d+;/g) ?? []).filter((comment) => {
      const times = count(after, comment);
      return isInside ? times > 1 : times !== 1;
    });
  });
}
