import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Path } from '../problem/problem.ts';
import { editDocument } from './edit-document.ts';
import { findDocument } from './find-document.ts';
import type { Patch } from './patch.ts';
import { rebase } from './rebase.ts';
import type { TextEdit } from './text-edit.ts';

/** How a text has to change for an object to change, or why it cannot be done by editing. */
export type EditResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly why: string; readonly path: Path };

/**
 * Turns a patch of an object into edits of the text that it was read from: bytes outside of them stay, comments travel with
 * what they belong to, new text imitates the old. The edited text has been read again before this answers, and says
 * exactly what the patch says; where it would not (anchors that other places share, flow text of odd shapes), it is refused.
 *
 * ```ts
 * const { objects: [pod] } = await parseManifest(text, 'pod.yaml');
 * const result = await editObject(text, pod, [{ op: 'remove', path: ['spec', 'shareProcessNamespace'] }]);
 * if (result.ok) text = applyEdits(text, result.edits);
 * ```
 */
export async function editObject(text: string, object: KubernetesObject, patch: Patch): Promise<EditResult> {
  const place = await findDocument(text, object);
  if (!place) return { ok: false, why: 'the text is not the one that the object was read from', path: [] };
  const { start, end, root, path: base } = place;
  const result = await editDocument(text.slice(start, end), root, rebase(base, patch));
  if (!result.ok) return { ...result, path: result.path.slice(base.length) };
  const edits = result.edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  return { ok: true, edits };
}
