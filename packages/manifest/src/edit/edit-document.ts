import type { Json } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { applyPatch } from './apply-patch.ts';
import { composeEdits } from './compose-edits.ts';
import { type Draft, findSpot, isRefusal } from './draft.ts';
import type { EditResult } from './edit-object.ts';
import { lineBreakOf } from './lines.ts';
import { withOpenEnd, withoutEnding } from './open-end.ts';
import type { Patch, PatchOperation } from './patch.ts';
import { planStep } from './plan-step.ts';
import { isSameJson } from './same-json.ts';
import { whyShared } from './shared-text.ts';
import { stepsOf } from './steps.ts';

/** Edits of one document, for a patch of one of its values. After every step the text is read again. */
export async function editDocument(original: string, root: number, patch: Patch): Promise<EditResult> {
  // Every line ends with a line break while parts are put in and taken out; one that is not there is taken away again.
  const ending = original.endsWith('\n') ? '' : lineBreakOf(original);
  const composition = composeEdits(original + ending);
  const before = await read(original, root);
  let page = await read(composition.text(), root);
  if (!page || !before) return { ok: false, why: 'the document cannot be read', path: [] };
  for (const operation of patch) {
    const expected = applyPatch(page.value, [operation]);
    for (const step of stepsOf(page, operation)) {
      const edits = planStep(page, step);
      if (isRefusal(edits)) return { ok: false, why: edits.why, path: step.path };
      const wanted = applyPatch(page.value, [step]);
      composition.change(edits);
      const next: Page | undefined = await read(composition.text(), root);
      if (!next || !isSameJson(next.value, wanted)) return { ok: false, why: whyNot(page, step), path: step.path };
      page = next;
    }
    if (!isSameJson(page.value, expected)) throw new Error('the steps of an operation are not the operation');
  }
  if (ending === '') return { ok: true, edits: composition.edits() };
  const changed = await read(withoutEnding(page.text), root);
  if (!changed || !isSameJson(changed.value, applyPatch(before.value, patch))) {
    return { ok: false, why: 'the text would have to end with a line break', path: [] };
  }
  return { ok: true, edits: withOpenEnd(composition.edits(), original, page.text) };
}

/** A text as it was read. */
export interface Page extends Draft {
  readonly value: Json;
}

async function read(text: string, index: number): Promise<Page | undefined> {
  const { roots } = await parseDocument(text);
  const root = roots[index];
  if (!root) return undefined;
  const { value, faults } = readValue(root);
  return faults.length > 0 ? undefined : { text, root, value };
}

function whyNot(page: Page, operation: PatchOperation): string {
  const path = operation.op === 'move' ? operation.from : operation.path;
  for (const place of [path, path.slice(0, -1)]) {
    const spot = findSpot(page, place);
    const why = isRefusal(spot) ? undefined : whyShared(page, spot);
    if (why !== undefined) return why;
  }
  return 'the text cannot be changed in this place alone';
}
