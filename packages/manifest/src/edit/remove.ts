import { blockPartsOf, type Draft, flowPartsOf, isBlock, type Refusal, type Spot } from './draft.ts';
import { removeFromFlow } from './remove-from-flow.ts';
import { removeLines } from './remove-lines.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes an item out of its list, or a field out of its map, with the comments that belong to it. */
export function removal(draft: Draft, { parent, index }: Spot): readonly TextEdit[] | Refusal {
  if (!parent) return { why: 'a whole object cannot be taken out' };
  if (!isBlock(draft, parent)) {
    const parts = flowPartsOf(draft, parent);
    return 'why' in parts ? parts : removeFromFlow(draft.text, parts, index);
  }
  const parts = blockPartsOf(draft, parent);
  if ('why' in parts) return parts;
  const empty = parent.node.kind === 'seq' ? '[]' : '{}';
  return removeLines(draft.text, parts, { index, opened: parent.opened, empty });
}
