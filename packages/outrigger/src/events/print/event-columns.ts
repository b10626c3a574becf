import type { Observation } from '@outrigger/events';
import { humanDuration } from '@outrigger/pod';
import type { Column } from './print-rows.ts';

/** The columns of events, near to those of `kubectl events`. */
export function eventColumns(now: number): readonly Column<Observation>[] {
  return [
    {
      heading: 'LAST SEEN',
      cell: ({ until }) => humanDuration(Math.max(0, now - until)),
      data: ({ until }) => new Date(until).toISOString(),
    },
    { heading: 'NAMESPACE', cell: ({ about }) => about.namespace || '-' },
    { heading: 'SEVERITY', cell: (event) => event.class?.severity ?? '-' },
    { heading: 'CATEGORY', cell: (event) => event.class?.category ?? '-', isWide: true },
    { heading: 'TYPE', cell: ({ type }) => type, isWide: true },
    { heading: 'COUNT', cell: ({ count }) => String(count) },
    { heading: 'REASON', cell: ({ reason }) => reason },
    { heading: 'OBJECT', cell: ({ about }) => `${about.kind.toLowerCase()}/${about.name}` },
    { heading: 'WORKLOAD', cell: ({ metadata }) => workloadOf(metadata?.workload), isWide: true },
    { heading: 'NODE', cell: ({ metadata }) => metadata?.node ?? '-', isWide: true },
    { heading: 'CLUSTER', cell: ({ cluster }) => cluster, isWide: true },
    { heading: 'INCIDENT', cell: ({ correlationId }) => correlationId ?? '-', isWide: true },
    { heading: 'MESSAGE', cell: ({ message }) => message, data: ({ message }) => message },
  ];
}

function workloadOf(workload: { readonly kind: string; readonly name: string } | undefined): string {
  return workload === undefined ? '-' : `${workload.kind.toLowerCase()}/${workload.name}`;
}
