import type { Json } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import { addition, newcomerOf } from './add.ts';
import { valueAt } from './apply-patch.ts';
import { beforeRemoval } from './before-removal.ts';
import { type Draft, findSpot, isMerged, isRefusal, type Refusal } from './draft.ts';
import type { Page } from './edit-document.ts';
import { relocation } from './move.ts';
import type { PatchOperation } from './patch.ts';
import { removal } from './remove.ts';
import { replacement } from './replace.ts';
import type { TextEdit } from './text-edit.ts';

/** How the text has to change for one step. */
export function planStep(draft: Page, operation: PatchOperation): readonly TextEdit[] | Refusal {
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
