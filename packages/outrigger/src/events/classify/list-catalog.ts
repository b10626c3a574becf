import { type CatalogGroup, type CatalogRow, EVENT_CATALOG } from '@outrigger/events';
import type { ClassRow } from './class-rows.ts';

/** Every reason of the catalogue, without its subclasses, by name. */
export function listCatalog(): readonly ClassRow[] {
  return catalogRows(() => true).toSorted((a, b) => a.reason.localeCompare(b.reason, 'en'));
}

/** Rows for the reasons that are wanted, in the order of the catalogue. */
function catalogRows(isWanted: (reason: string) => boolean): readonly ClassRow[] {
  return EVENT_CATALOG.flatMap((group) =>
    group.rows.flatMap((row) => row.reasons.filter(isWanted).map((reason) => rowOf(group, row, reason))),
  );
}

/** Rows of a reason, each followed by what its message may make of it. */
export function rowsWithSubclasses(reason: string): readonly ClassRow[] {
  return EVENT_CATALOG.flatMap((group) =>
    group.rows
      .filter(({ reasons }) => reasons.includes(reason))
      .flatMap((row) => {
        const whole = rowOf(group, row, reason);
        const finer = (row.subclasses ?? []).map(({ id, says, alsoSays, category, severity }) => ({
          ...whole,
          category: category ?? whole.category,
          severity: severity ?? whole.severity,
          subclass: id,
          says: [says, ...(alsoSays === undefined ? [] : [alsoSays])].map(quoted).join(' and '),
        }));
        return [whole, ...finer];
      }),
  );
}

function rowOf(group: CatalogGroup, row: CatalogRow, reason: string): ClassRow {
  return {
    reason,
    component: group.components.length === 1 ? (group.components[0] ?? '') : '',
    type: row.type ?? '',
    kind: row.kinds?.join(', ') ?? '',
    category: row.category,
    severity: row.severity,
    subclass: null,
    rule: `${group.id}/${reason}`,
    recovers: row.recovers ?? [],
    says: null,
    count: null,
  };
}

/** `"a" or "b"`, three at most. */
function quoted(words: readonly string[]): string {
  const shown = words.slice(0, MOST).map((word) => JSON.stringify(word.trim()));
  return words.length > MOST ? `${shown.join(', ')} …` : shown.join(' or ');
}

const MOST = 3;
