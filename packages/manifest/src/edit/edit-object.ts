import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { parseDocument } from '../parse/parse-document.ts';
import type { Path } from '../problem/problem.ts';
import { addition } from './add.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import { composeEdits } from './compose-edits.ts';
import { type Draft, findSpot, isRefusal, type Refusal } from './draft.ts';
import { findDocument } from './find-document.ts';
import { relocation } from './move.ts';
import type { Patch, PatchOperation } from './patch.ts';
import { removal } from './remove.ts';
import { replacement } from './replace.ts';
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
  const composition = composeEdits(text.slice(start, end));
  const before = await read(composition.text(), root);
  if (!before) return { ok: false, why: 'the document cannot be read', path: [] };
  let expected = before.value;
  let draft = before;
  for (const operation of patch.map((each) => below(base, each))) {
    const edits = editsOf(draft, operation, expected);
    if (isRefusal(edits)) return { ok: false, why: edits.why, path: operation.path.slice(base.length) };
    composition.change(edits);
    expected = applyPatch(expected, [operation]);
    const next = await read(composition.text(), root);
    if (!next || !isDeepStrictEqual(next.value, expected)) {
      return {
        ok: false,
        why: 'the text cannot be changed in this place alone',
        path: operation.path.slice(base.length),
      };
    }
    draft = next;
  }
  const edits = composition.edits().map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  return { ok: true, edits };
}

function below(base: Path, operation: PatchOperation): PatchOperation {
  const path = [...base, ...operation.path];
  return operation.op === 'move' ? { ...operation, path, from: [...base, ...operation.from] } : { ...operation, path };
}

function editsOf(draft: Draft, operation: PatchOperation, value: Json): readonly TextEdit[] | Refusal {
  const { path } = operation;
  const around = findSpot(draft, path.slice(0, -1));
  if (isRefusal(around)) return around;
  const key = path.at(-1) ?? '';
  if (operation.op === 'add') {
    const old = around.node.kind === 'map' ? findSpot(draft, path) : undefined;
    return old && !isRefusal(old)
      ? replacement(draft, old, operation.value)
      : addition(draft, around, key, operation.value);
  }
  if (operation.op === 'move') {
    const spot = findSpot(draft, operation.from);
    const from = findSpot(draft, operation.from.slice(0, -1));
    if (isRefusal(spot)) return spot;
    if (isRefusal(from)) return from;
    return relocation(draft, { spot, around: from, into: around, key, value: valueAt(value, operation.from) });
  }
  const spot = findSpot(draft, path);
  if (isRefusal(spot)) return spot;
  return operation.op === 'remove' ? removal(draft, spot, around) : replacement(draft, spot, operation.value);
}

async function read(text: string, index: number): Promise<(Draft & { readonly value: Json }) | undefined> {
  const { roots } = await parseDocument(text);
  const root = roots[index];
  if (!root) return undefined;
  const { value, faults } = readValue(root);
  return faults.length > 0 ? undefined : { text, root, value };
}
