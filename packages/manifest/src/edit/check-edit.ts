import type { Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { parseManifest } from '../object/parse-manifest.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { splitDocuments } from '../parse/split-documents.ts';
import type { Path } from '../problem/problem.ts';
import { applyEdits } from './apply-edits.ts';
import { applyPatch } from './apply-patch.ts';
import { findDocument } from './find-document.ts';
import type { Patch } from './patch.ts';
import { rebase } from './rebase.ts';
import { firstDifference } from './same-json.ts';
import type { TextEdit } from './text-edit.ts';

/** What editing a file was meant to do to one of its objects: the one with this index changes by this patch. */
export interface IntendedEdit {
  readonly index: number;
  readonly patch: Patch;
}

/** That edits do what they are meant to and nothing else, with the text they lead to and its objects; or where they do not. */
export type EditCheck =
  | {
      readonly ok: true;
      readonly text: string;
      /** All objects of the text, as they were read and as they are read now. */
      readonly before: readonly KubernetesObject[];
      readonly after: readonly KubernetesObject[];
    }
  | { readonly ok: false; readonly why: string; readonly path: Path };

/**
 * Reads the edited text as a whole and proves that exactly the intended objects differ, by exactly their patches: every
 * other document is the same to the last byte, and so is the value of everything else in the edited ones.
 */
export async function checkEdit(
  text: string,
  edits: readonly TextEdit[],
  intended: readonly IntendedEdit[],
): Promise<EditCheck> {
  const edited = applyEdits(text, edits);
  const { objects: before, problems } = await parseManifest(text, 'before');
  const { objects: after, problems: news } = await parseManifest(edited, 'after');
  const unknown = intended.find(({ index }) => !before[index]);
  if (unknown) return wrong(`there is no object ${unknown.index} in the text`);
  const problem = news[problems.length];
  if (problem) return wrong(`the edited text has a problem more: ${problem.message}`);
  if (after.length !== before.length) return wrong('the edited text has other objects');
  const patches = new Map(intended.map(({ index, patch }) => [index, patch]));
  for (const [index, { value }] of before.entries()) {
    const path = firstDifference(applyPatch(value, patches.get(index) ?? []), after[index]?.value);
    if (path) return wrong(`object ${index} differs by something else than its patch`, path);
  }
  return (await differenceAround(text, edited, { before, patches })) ?? { ok: true, text: edited, before, after };
}

type Wrong = Extract<EditCheck, { ok: false }>;

function wrong(why: string, path: Path = []): Wrong {
  return { ok: false, why, path };
}

interface Intention {
  readonly before: readonly KubernetesObject[];
  readonly patches: ReadonlyMap<number, Patch>;
}

/** Objects are not all that a file says: a list has metadata, a document may be no object, or one that cannot be read. */
async function differenceAround(text: string, edited: string, intention: Intention): Promise<Wrong | undefined> {
  const [old, now] = [documentsOf(text), documentsOf(edited)];
  if (now.length !== old.length) return wrong('the edited text has other documents');
  const places = await placesOf(text, intention);
  for (const [index, { start, text: document }] of old.entries()) {
    if (document === now[index]?.text) continue;
    const here = places.filter((place) => place.start === start);
    if (here.length === 0) return wrong(`document ${index + 1} differs, too`);
    const values = await valuesOf(document);
    const expected = here.reduce(
      (all, { root, path, patch }) => all.with(root, applyPatch(all[root] ?? null, rebase(path, patch))),
      values,
    );
    const path = firstDifference(expected, await valuesOf(now[index]?.text ?? ''));
    if (path) return wrong(`document ${index + 1} differs by something else than the patch`, path.slice(1));
  }
  return undefined;
}

interface PatchedPlace {
  readonly start: number;
  readonly root: number;
  readonly path: Path;
  readonly patch: Patch;
}

async function placesOf(text: string, { before, patches }: Intention): Promise<readonly PatchedPlace[]> {
  const places: PatchedPlace[] = [];
  for (const [index, patch] of patches) {
    const object = before[index];
    const place = object && (await findDocument(text, object));
    if (place) places.push({ ...place, patch });
  }
  return places;
}

function documentsOf(text: string): readonly { readonly start: number; readonly text: string }[] {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const plain = text.slice(mark);
  return splitDocuments(plain).documents.map(({ start, end }) => ({
    start: start + mark,
    text: plain.slice(start, end),
  }));
}

async function valuesOf(document: string): Promise<readonly Json[]> {
  const { roots } = await parseDocument(document);
  return roots.map((root) => readValue(root).value);
}
