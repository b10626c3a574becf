import type { PatchStrategy, ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonList, type JsonValue } from '../json-value.ts';
import { printGo } from '../print-go.ts';
import { haveMaps, mergeLists } from './merge-lists.ts';
import { partition } from './partition.ts';
import { PatchFault } from './patch-fault.ts';
import { withoutDirectives } from './without-directives.ts';

/** Items of two origins, and the orders that both want. */
export interface Orders {
  readonly inside: JsonList;
  readonly outside: JsonList;
  readonly patchOrder: JsonList;
  readonly serverOrder: JsonList;
  readonly mergeKey: string | undefined;
}

/** One list: what the patch names in its order, the rest in the server's (normalizeElementOrder@1.36). */
export function inOrder({ inside, outside, patchOrder, serverOrder, mergeKey }: Orders): JsonList {
  const patched = sorted(inside, patchOrder, mergeKey);
  const own = sorted(outside, serverOrder, mergeKey);
  const merged: JsonValue[] = [];
  let [i, j] = [0, 0];
  while (i < own.length || j < patched.length) {
    const [left, right] = [own[i], patched[j]];
    if (left === undefined || (right !== undefined && !isBefore(left, right, serverOrder, mergeKey))) {
      merged.push(right as JsonValue);
      j++;
    } else {
      merged.push(left);
      i++;
    }
  }
  return merged;
}

/** A list merged by a patch that tells the order of all items; undefined where there is none (mergePatchIntoOriginal@1.36). */
export function inAskedOrder(
  {
    original,
    patch,
    order,
  }: { readonly original: JsonValue | undefined; readonly patch: JsonValue | undefined; readonly order: JsonList },
  { items, strategy }: { readonly items: ValueType | undefined; readonly strategy: PatchStrategy | undefined },
): JsonList | undefined {
  const mergeKey = strategy?.mergeKey;
  const before = isList(original) ? original : [];
  const change = isList(patch) ? patch : [];
  checkOrder(change, order, mergeKey);
  const merged = mergedFor({ before: original, change: patch, items, strategy });
  if (merged === undefined) return undefined;
  const { inside, outside } = partition(merged, order, mergeKey);
  haveMaps(before, change);
  return inOrder({ inside, outside, patchOrder: order, serverOrder: overwritten(before, change, mergeKey), mergeKey });
}

/**
 * The server's list as upstream finds it after the merge, which has worked in the same array: what was deleted has made room,
 * and what was added has taken it.
 */
function overwritten(before: JsonList, change: JsonList, mergeKey: string | undefined): JsonList {
  if (mergeKey === undefined || change.some((item) => isMap(item) && item.$patch === 'replace')) return before;
  const gone = new Set(change.filter(isDeleted).map((item) => identityOf(item, mergeKey)));
  const kept = before.filter((item) => !gone.has(identityOf(item, mergeKey)));
  const there = new Set(kept.map((item) => identityOf(item, mergeKey)));
  const added = change.filter((item) => !isDeleted(item) && !there.has(identityOf(item, mergeKey)));
  return [...kept, ...added.slice(0, before.length - kept.length)];
}

function mergedFor({
  before,
  change,
  items,
  strategy,
}: {
  readonly before: JsonValue | undefined;
  readonly change: JsonValue | undefined;
  readonly items: ValueType | undefined;
  readonly strategy: PatchStrategy | undefined;
}): JsonList | undefined {
  if (!isList(before)) return isList(change) ? (withoutDirectives(change) as JsonList) : undefined;
  if (!isList(change)) return before;
  if (!strategy?.merges) return change;
  return mergeLists(before, change, { items, mergeKey: strategy.mergeKey, isDeletion: false });
}

/** The items of a patch stand in the order that it asks for (validatePatchWithSetOrderList@1.36). */
function checkOrder(patch: JsonList, order: JsonList, mergeKey: string | undefined): void {
  const kept = patch.filter((item) => !(isMap(item) && item.$patch === 'delete'));
  if (order.length === 0 || kept.length === 0) return;
  let [at, place] = [0, 0];
  while (at < kept.length && place < order.length) {
    const item = kept[at];
    if (isMap(item) && item.$patch !== undefined) {
      at++;
      continue;
    }
    if (identityOf(item ?? null, mergeKey) === identityOf(order[place] ?? null, mergeKey)) at++;
    place++;
  }
  if (at === kept.length) return;
  const words = `The order in patch list:\n${printGo(patch)}\n doesn't match $setElementOrder list:\n${printGo(order)}\n`;
  throw new PatchFault(words, 500);
}

/** Upstream's sort is an insertion sort whose comparison answers yes for what it does not know. */
function sorted(list: JsonList, order: JsonList, mergeKey: string | undefined): JsonList {
  const items = [...list.filter((item) => !isDeleted(item))];
  const places = items.map((item) => placeOf(item, order, mergeKey));
  for (let end = 1; end < items.length; end++) {
    for (let at = end; at > 0; at--) {
      const [place, before] = [places[at] ?? -1, places[at - 1] ?? -1];
      if (place >= 0 && before >= 0 && place >= before) break;
      [items[at], items[at - 1]] = [items[at - 1] as JsonValue, items[at] as JsonValue];
      [places[at], places[at - 1]] = [before, place];
    }
  }
  return [...items, ...list.filter(isDeleted)];
}

function isBefore(left: JsonValue, right: JsonValue, order: JsonList, mergeKey: string | undefined): boolean {
  const [one, other] = [placeOf(left, order, mergeKey), placeOf(right, order, mergeKey)];
  return one >= 0 && other >= 0 && one < other;
}

function placeOf(item: JsonValue, order: JsonList, mergeKey: string | undefined): number {
  const identity = identityOf(item, mergeKey);
  return order.findIndex((other) => identityOf(other, mergeKey) === identity);
}

function identityOf(item: JsonValue, mergeKey: string | undefined): JsonValue | undefined {
  return mergeKey !== undefined && isMap(item) ? item[mergeKey] : item;
}

function isDeleted(item: JsonValue): boolean {
  return isMap(item) && item.$patch === 'delete';
}
