import { goQuote } from '@outrigger/pod';
import { type Refusal, refusal } from '../../answer/refusal.ts';
import type { ManagedFieldsEntry } from '../../object/api-object.ts';
import type { ManagerId } from './field-owners.ts';
import { allFields, type FieldPathSteps, type FieldSet } from './field-set.ts';
import { printPath } from './path-element.ts';

/** A field that another manager owns and that would change. */
export interface FieldConflict {
  readonly manager: ManagerId;
  readonly path: FieldPathSteps;
}

/** Conflicts by manager, spelled out. */
export function conflictsOf(sets: ReadonlyMap<ManagerId, FieldSet>): readonly FieldConflict[] {
  return [...sets].flatMap(([manager, set]) => allFields(set).map((path) => ({ manager, path })));
}

/** 409 with every field and who owns it (apimachinery pkg/util/managedfields/internal/conflict.go@1.36). */
export function conflictAnswer(conflicts: readonly FieldConflict[]): Refusal {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${printManager(manager)}`,
    field: printPath(path),
  }));
  return refusal(409, 'Conflict', messageOf(conflicts), { causes });
}

function messageOf(conflicts: readonly FieldConflict[]): string {
  const [only] = conflicts;
  if (only !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${printManager(only.manager)}: ${printPath(only.path)}`;
  }
  const byManager = Map.groupBy(conflicts, ({ manager }) => manager);
  const lines = [...byManager.keys()]
    .sort()
    .flatMap((manager) => [
      `conflicts with ${printManager(manager)}:`,
      ...(byManager.get(manager) ?? []).map(({ path }) => `- ${printPath(path)}`),
    ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function printManager(id: ManagerId): string {
  const { manager = '', subresource, operation, apiVersion } = JSON.parse(id) as ManagedFieldsEntry;
  const name = subresource ? `${goQuote(manager)} with subresource ${goQuote(subresource)}` : goQuote(manager);
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
