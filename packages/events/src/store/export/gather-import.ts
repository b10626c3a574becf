import type { Incident } from '../../incident.ts';
import type { Gap, Observation } from '../../observation.ts';
import type { EventStore } from '../event-store.ts';
import type { ExportedLine } from './export-lines.ts';

/** What an import did. */
export interface Imported {
  readonly observations: number;
  readonly incidents: number;
  readonly gaps: number;
}

/** How an import goes on. */
export interface ImportOptions {
  /** So many are written at once; 5000 unless said. */
  readonly batch?: number;
  /** Hears what is written by now. */
  readonly onWritten?: (done: Imported) => void;
}

/** Takes what is imported one by one, and writes it some at a time. */
export async function gatherImport(
  store: Pick<EventStore, 'store' | 'gaps'>,
  { batch: size = 5000, onWritten }: ImportOptions,
): Promise<{ readonly add: (line: ExportedLine) => Promise<void>; readonly finish: () => Promise<Imported> }> {
  const known = new Set((await store.gaps({})).map((gap) => JSON.stringify(gap)));
  const done = { observations: 0, incidents: 0, gaps: 0 };
  let batch = emptyBatch();
  const write = async (): Promise<void> => {
    if (batch.observations.length + batch.incidents.length + batch.gaps.length === 0) return;
    await store.store(batch);
    done.observations += batch.observations.length;
    done.incidents += batch.incidents.length;
    done.gaps += batch.gaps.length;
    batch = emptyBatch();
    onWritten?.({ ...done });
  };
  return {
    async add(line) {
      if ('observation' in line) batch.observations.push(line.observation);
      if ('incident' in line) batch.incidents.push(line.incident);
      if ('gap' in line && !known.has(JSON.stringify(line.gap))) batch.gaps.push(line.gap);
      if (batch.observations.length + batch.incidents.length + batch.gaps.length >= size) await write();
    },
    async finish() {
      await write();
      return { ...done };
    },
  };
}

function emptyBatch(): { observations: Observation[]; incidents: Incident[]; gaps: Gap[] } {
  return { observations: [], incidents: [], gaps: [] };
}
