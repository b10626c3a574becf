import type { Classification } from '../observation.ts';
import type { CatalogGroup, CatalogRow, Subclass } from './catalog-group.ts';

/** A row of the catalogue as it is asked: every class that it can give is made once. */
export interface IndexedRow {
  readonly type: CatalogRow['type'];
  readonly kinds: CatalogRow['kinds'];
  readonly components: ReadonlySet<string>;
  readonly meaning: Classification;
  readonly subclasses: readonly IndexedSubclass[];
  readonly group: CatalogGroup;
}

/** A subclass with the class that it gives. */
export interface IndexedSubclass {
  readonly says: readonly string[];
  readonly alsoSays: readonly string[] | undefined;
  readonly meaning: Classification;
}

/** Rows by reason. */
export function indexCatalog(groups: readonly CatalogGroup[]): ReadonlyMap<string, readonly IndexedRow[]> {
  const index = new Map<string, IndexedRow[]>();
  for (const group of groups) {
    const components = new Set(group.components);
    for (const row of group.rows) {
      for (const reason of row.reasons) {
        const rows = index.get(reason);
        const indexed = indexRow(group, components, row, reason);
        if (rows === undefined) index.set(reason, [indexed]);
        else rows.push(indexed);
      }
    }
  }
  return index;
}

function indexRow(group: CatalogGroup, components: ReadonlySet<string>, row: CatalogRow, reason: string): IndexedRow {
  const { type, kinds, category, severity, recovers = [], subclasses = [] } = row;
  const meaning = { category, severity, rule: `${group.id}/${reason}`, recovers, subclass: undefined };
  return {
    group,
    components,
    type,
    kinds,
    meaning,
    subclasses: subclasses.map((part) => indexSubclass(part, meaning)),
  };
}

function indexSubclass({ id, says, alsoSays, category, severity }: Subclass, row: Classification): IndexedSubclass {
  return {
    says,
    alsoSays,
    meaning: { ...row, category: category ?? row.category, severity: severity ?? row.severity, subclass: id },
  };
}
