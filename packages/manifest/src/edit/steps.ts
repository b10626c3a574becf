import { isJsonObject, type Json } from '../meaning/json.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import { beforeRemoval } from './before-removal.ts';
import { findSpot, isRefusal } from './draft.ts';
import type { Page } from './edit-document.ts';
import type { Patch, PatchOperation } from './patch.ts';
import { refine } from './refine.ts';

/** What is written over something else changes only what differs. */
export function stepsOf(page: Page, operation: PatchOperation): Patch {
  const whole = page.value;
  if (operation.op === 'remove') return [operation];
  const { path } = operation;
  if (operation.op === 'move') return String(operation.from) === String(path) ? [] : overwriting(whole, operation);
  const around = path.length === 0 ? null : valueAt(whole, path.slice(0, -1));
  const isReplaced = operation.op === 'replace' || (isJsonObject(around) && Object.hasOwn(around, path.at(-1) ?? ''));
  if (!isReplaced) return [operation];
  const spot = findSpot(page, path);
  const { value } = operation;
  return refine(isRefusal(spot) ? undefined : spot.node, { old: valueAt(whole, path), value, path });
}

/** A field that is moved onto another takes its place. */
function overwriting(whole: Json, operation: PatchOperation & { readonly op: 'move' }): Patch {
  const { from, path } = operation;
  const around = valueAt(applyPatch(whole, [{ op: 'remove', path: from }]), path.slice(0, -1));
  const isOnto = isJsonObject(around) && Object.hasOwn(around, path.at(-1) ?? '');
  if (!isOnto) return [operation];
  // A part may take the place of what it is a part of.
  if (path.every((step, index) => step === from[index])) return [{ op: 'replace', path, value: valueAt(whole, from) }];
  return [{ op: 'remove', path: beforeRemoval(from, path) }, operation];
}
