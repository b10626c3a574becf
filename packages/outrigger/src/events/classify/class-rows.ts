import type { Classifier, Observation } from '@outrigger/events';
import type { Column } from '../print/print-rows.ts';

/** What a reason means, for a table and for programs. */
export interface ClassRow {
  readonly reason: string;
  /** Empty for that of anybody. */
  readonly component: string;
  readonly type: string;
  readonly kind: string;
  readonly category: string;
  readonly severity: string;
  readonly subclass: string | null;
  /** Null: no rule knows it. */
  readonly rule: string | null;
  readonly recovers: readonly string[];
  /** Why this and no other: the words of the message by which the subclass is known. */
  readonly says: string | null;
  /** Occurrences, where events were read. */
  readonly count: number | null;
}

/** The columns of classes; in tables only those in which something stands. */
export function classColumns(rows: readonly ClassRow[], output: string): readonly Column<ClassRow>[] {
  if (output !== 'table' && output !== 'wide') return COLUMNS;
  return COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== '-'));
}

const COLUMNS: readonly Column<ClassRow>[] = [
  column('REASON', ({ reason }) => reason),
  column('COMPONENT', ({ component }) => component),
  column('KIND', ({ kind }) => kind),
  column('TYPE', ({ type }) => type),
  column('COUNT', ({ count }) => count),
  column('CATEGORY', ({ category }) => category),
  column('SEVERITY', ({ severity }) => severity),
  column('SUBCLASS', ({ subclass }) => subclass),
  { ...column('RULE', ({ rule }) => rule), cell: ({ rule }) => rule ?? '- (a guess)' },
  column('WHEN THE MESSAGE SAYS', ({ says }) => says),
  { ...column('RECOVERS FROM', ({ recovers }) => recovers.join(', ')), isWide: true },
];

/** What is not there is a hyphen to people, and nothing to programs. */
function column(heading: string, value: (row: ClassRow) => string | number | null): Column<ClassRow> {
  const data = (row: ClassRow) => String(value(row) ?? '');
  return { heading, cell: (row) => data(row) || '-', data };
}

/** A row for each meaning that events have, the most frequent first. */
export function classRows(observations: readonly Observation[], classifier: Classifier): readonly ClassRow[] {
  const rows = new Map<string, ClassRow>();
  for (const observation of observations) {
    const { reason, source, type, about, count } = observation;
    const { category, severity, subclass = null, rule = null, recovers } = classifier.classify(observation);
    const meaning = { category, severity, subclass, rule, recovers, says: null };
    const row = { reason, component: source.component, type, kind: about.kind, ...meaning };
    const key = JSON.stringify(row);
    rows.set(key, { ...row, count: (rows.get(key)?.count ?? 0) + count });
  }
  return [...rows.values()].toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.reason.localeCompare(b.reason));
}
