import type { Incident } from '../../incident.ts';
import type { Gap, Observation } from '../../observation.ts';
import type { EventFilter, EventStore } from '../event-store.ts';
import { exportedGaps, exportedIncidents, exportedObservations } from './exported.ts';

/** One line of an export. */
export type ExportedLine =
  | { readonly observation: Observation }
  | { readonly incident: Incident }
  | { readonly gap: Gap };

/** What a filter finds as JSON lines, the oldest first; then the incidents and gaps of its range. */
export async function* exportLines(
  store: Pick<EventStore, 'query' | 'incidents' | 'gaps'>,
  filter: EventFilter,
): AsyncIterable<string> {
  for await (const observation of exportedObservations(store, filter)) yield lineOf({ observation });
  for await (const incident of exportedIncidents(store, filter)) yield lineOf({ incident });
  for await (const gap of exportedGaps(store, filter)) yield lineOf({ gap });
}

function lineOf(line: ExportedLine): string {
  // Neither ends lines nor steers terminals.
  const json = JSON.stringify(line).replace(/[\u007f-\u009f\u2028\u2029]/g, escaped);
  return `${json}\n`;
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
