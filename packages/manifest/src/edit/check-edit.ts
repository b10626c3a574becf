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

/** What editing a file was meant to do: change the object with this index among its objects by this patch. */
export interface IntendedEdit {
  readonly index: number;
  readonly patch: Patch;
}

/** That edits do what they are meant to and nothing else, with the text they lead to and its objects; or where they do not. */
export type EditCheck =
  | {
      readonly ok: true;
      readonly text: string;
      /** All objects of the edited text, in its order. */
      readonly objects: readonly KubernetesObject[];
      /** The object that was changed, as it was read and as it is read now. */
      readonly before: KubernetesObject;
      readonly after: KubernetesObject;
    }
  | { readonly ok: false; readonly why: string; readonly path: Path };

/**
 * Reads the edited text as a whole and proves that exactly the intended object differs, by exactly the patch: every other
 * document is the same to the last byte, and so is the value of everything else in the edited one.
 */
export async function checkEdit(text: string, edits: readonly TextEdit[], intended: IntendedEdit): Promise<EditCheck> {
  const edited = applyEdits(text, edits);
  const { objects, problems } = await parseManifest(text, 'before');
  const again = await parseManifest(edited, 'after');
  const before = objects[intended.index];
  const after = again.objects[intended.index];
  if (!before) return wrong(`there is no object ${intended.index} in the text`);
  const news = again.problems[problems.length];
  if (news) return wrong(`the edited text has a problem more: ${news.message}`);
  if (!after || again.objects.length !== objects.length) return wrong('the edited text has other objects');
  const difference = await differenceOutside(text, edited, { before, patch: intended.patch });
  if (difference) return difference;
  const path = firstDifference(applyPatch(before.value, intended.patch), after.value);
  if (path) return wrong('the object differs by something else than the patch', path);
  return { ok: true, text: edited, objects: again.objects, before, after };
}

type Wrong = Extract<EditCheck, { ok: false }>;

function wrong(why: string, path: Path = []): Wrong {
  return { ok: false, why, path };
}

interface Changed {
  readonly before: KubernetesObject;
  readonly patch: Patch;
}

async function differenceOutside(text: string, edited: string, { before, patch }: Changed): Promise<Wrong | undefined> {
  const place = await findDocument(text, before);
  if (!place) return wrong('the object cannot be found in the text');
  const [old, now] = [documentsOf(text), documentsOf(edited)];
  const at = old.findIndex(({ start }) => start === place.start);
  if (now.length !== old.length) return wrong('the edited text has other documents');
  const other = old.findIndex((document, index) => index !== at && document.text !== now[index]?.text);
  if (other >= 0) return wrong(`document ${other + 1} differs, too`);
  const values = await valuesOf(old[at]?.text ?? '');
  const expected = values.map((value, index) =>
    index === place.root ? applyPatch(value, rebase(place.path, patch)) : value,
  );
  const path = firstDifference(expected, await valuesOf(now[at]?.text ?? ''));
  return path && wrong('the document differs by something else than the patch', path.slice(1));
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
