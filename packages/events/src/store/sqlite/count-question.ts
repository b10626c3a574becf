import type { AggregateQuery } from '../event-store.ts';
import { TEN } from './day-tables.ts';
import { COUNTED_COLUMNS } from './group-columns.ts';
import { COUNT_KINDS, type CountKind } from './slot-counts.ts';

/** By which counts a question about whole intervals of ten minutes is answered; undefined where they do not say enough. */
export function countKindOf({ filter, groupBy, metrics, windowMs = TEN }: AggregateQuery): CountKind | undefined {
  if (windowMs % TEN !== 0 || metrics.includes('objects') || metrics.includes('p95Duration')) return undefined;
  const { from: _from, until: _until, ...conditions } = filter;
  const asked = Object.entries(conditions)
    .filter(([, wanted]) => wanted !== undefined && !isNothing(wanted))
    .map(([condition]) => COLUMNS[condition as keyof typeof conditions]);
  const needed = new Set<string | undefined>([...groupBy, ...asked]);
  return COUNT_KINDS.find((kind) => {
    const known: readonly string[] = kind === 'counted' ? COUNTED_COLUMNS : [kind];
    return needed.values().every((column) => column !== undefined && known.includes(column));
  });
}

/** The columns that conditions are about. */
const COLUMNS = {
  clusters: 'cluster',
  namespaces: 'namespace',
  kinds: 'kind',
  workloads: 'workload',
  nodes: 'node',
  types: 'type',
  reasons: 'reason',
  categories: 'category',
  severity: 'severity',
  severities: 'severity',
  template: 'template',
  names: undefined,
  correlationId: undefined,
  labels: undefined,
  text: undefined,
} as const;

function isNothing(wanted: unknown): boolean {
  return typeof wanted === 'object' && wanted !== null && Object.keys(wanted).length === 0;
}
