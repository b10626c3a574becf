import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { parseDocument } from '../parse/parse-document.ts';
import type { Path } from '../problem/problem.ts';
import { addition, newcomerOf } from './add.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import { composeEdits } from './compose-edits.ts';
import { type Draft, findSpot, isMerged, isRefusal, type Refusal, type Spot } from './draft.ts';
import { findDocument } from './find-document.ts';
import { relocation } from './move.ts';
import type { Patch, PatchOperation } from './patch.ts';
import { refine } from './refine.ts';
import { removal } from './remove.ts';
import { replacement } from './replace.ts';
import { sharedAnchor } from './shared-text.ts';
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
  let draft = await read(composition.text(), root);
  if (!draft) return { ok: false, why: 'the document cannot be read', path: [] };
  for (const operation of patch.map((each) => below(base, each))) {
    const expected = applyPatch(draft.value, [operation]);
    for (const step of stepsOf(draft, operation)) {
      const wanted: Json = applyPatch(draft.value, [step]);
      const edits = editsOf(draft, step);
      if (isRefusal(edits)) return { ok: false, why: edits.why, path: step.path.slice(base.length) };
      composition.change(edits);
      const next: Page | undefined = await read(composition.text(), root);
      if (!next || !isDeepStrictEqual(next.value, wanted)) {
        return { ok: false, why: whyNotAlone(draft, step), path: step.path.slice(base.length) };
      }
      draft = next;
    }
    if (!isDeepStrictEqual(draft.value, expected)) throw new Error('the steps of an operation are not the operation');
  }
  const edits = composition.edits().map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  return { ok: true, edits };
}

interface Page extends Draft {
  readonly value: Json;
}

function below(base: Path, operation: PatchOperation): PatchOperation {
  const path = [...base, ...operation.path];
  return operation.op === 'move' ? { ...operation, path, from: [...base, ...operation.from] } : { ...operation, path };
}

/** What is written over something else changes only what differs. */
function stepsOf({ value: whole, ...draft }: Page, operation: PatchOperation): Patch {
  if (operation.op === 'remove') return [operation];
  const { path } = operation;
  if (operation.op === 'move') return String(operation.from) === String(path) ? [] : overwriting(whole, operation);
  const around = path.length === 0 ? null : valueAt(whole, path.slice(0, -1));
  const isReplaced = operation.op === 'replace' || (isJsonObject(around) && Object.hasOwn(around, path.at(-1) ?? ''));
  if (!isReplaced) return [operation];
  const spot = findSpot(draft, path);
  const { value } = operation;
  return refine(isRefusal(spot) ? undefined : spot.node, { old: valueAt(whole, path), value, path });
}

/** A field that is moved onto another takes its place. */
function overwriting(whole: Json, operation: PatchOperation & { readonly op: 'move' }): Patch {
  const { from, path } = operation;
  const around = valueAt(applyPatch(whole, [{ op: 'remove', path: from }]), path.slice(0, -1));
  const isOnto = isJsonObject(around) && Object.hasOwn(around, path.at(-1) ?? '');
  return isOnto ? [{ op: 'remove', path: beforeRemoval(from, path) }, operation] : [operation];
}

function editsOf(draft: Page, operation: PatchOperation): readonly TextEdit[] | Refusal {
  switch (operation.op) {
    case 'add':
      return added(draft, operation.path, operation.value);
    case 'replace': {
      const spot = findSpot(draft, operation.path);
      return isRefusal(spot) ? addedOverMerge(draft, operation, spot) : replacement(draft, spot, operation.value);
    }
    case 'remove': {
      const spot = findSpot(draft, operation.path);
      return isRefusal(spot) ? spot : removal(draft, spot);
    }
    case 'move': {
      const spot = findSpot(draft, operation.from);
      if (isRefusal(spot)) return spot;
      const path = beforeRemoval(operation.from, operation.path);
      const into = findSpot(draft, path.slice(0, -1));
      if (isRefusal(into)) return into;
      return relocation(draft, { spot, into, key: path.at(-1) ?? '', value: valueAt(draft.value, operation.from) });
    }
  }
}

function added(draft: Draft, path: Path, value: Json): readonly TextEdit[] | Refusal {
  const into = findSpot(draft, path.slice(0, -1));
  if (isRefusal(into)) return into;
  const key = path.at(-1) ?? '';
  return addition(draft, into, {
    key,
    newcomer: newcomerOf(value, into.node.kind === 'map' ? String(key) : undefined),
  });
}

/** A field that comes from a merge gets a value of its own, which wins. */
function addedOverMerge(
  draft: Draft,
  { path, value }: PatchOperation & { readonly op: 'replace' },
  refusal: Refusal,
): readonly TextEdit[] | Refusal {
  const around = findSpot(draft, path.slice(0, -1));
  if (isRefusal(around) || around.node.kind !== 'map' || !isMerged(around.node)) return refusal;
  return added(draft, path, value);
}

/** A path of the value after something has been moved away, as it is before: items behind it come one later. */
function beforeRemoval(from: Path, path: Path): Path {
  const depth = from.length - 1;
  const [index, step] = [from[depth], path[depth]];
  if (typeof index !== 'number' || typeof step !== 'number' || step < index) return path;
  return from.slice(0, depth).every((each, at) => each === path[at]) ? path.with(depth, step + 1) : path;
}

function whyNotAlone(draft: Draft, operation: PatchOperation): string {
  const path = operation.op === 'move' ? operation.from : operation.path;
  const spots = [path, path.slice(0, -1)].map((each) => findSpot(draft, each));
  const name = spots.map((spot) => (isRefusal(spot) ? undefined : sharedAnchor(draft, spot as Spot))).find(Boolean);
  if (name === undefined) return 'the text cannot be changed in this place alone';
  return `other places share its text by *${name}`;
}

async function read(text: string, index: number): Promise<Page | undefined> {
  const { roots } = await parseDocument(text);
  const root = roots[index];
  if (!root) return undefined;
  const { value, faults } = readValue(root);
  return faults.length > 0 ? undefined : { text, root, value };
}
