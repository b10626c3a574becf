import type { StoreBatch } from '../event-store.ts';
import { flatten } from '../flat-observation.ts';

/** What a batch is in each table: lines of JSON, a row each. */
export interface BatchLines {
  readonly observations: string;
  readonly incidents: string;
  readonly gaps: string;
  readonly checkpoints: string;
}

/** In this order they are written: whoever sees a checkpoint sees all that was before it. */
export const BATCH_TABLES = ['observations', 'incidents', 'gaps', 'checkpoints'] as const;

/** The lines of a batch. Of what changes the greatest version counts. Throws for what is no JSON. */
export function batchLines(batch: StoreBatch, version: number): BatchLines {
  // Within a batch nobody can say which of two was first: here it is the one that stands first.
  const byId = new Map(batch.observations.toReversed().map((each) => [each.id, each]));
  return {
    observations: linesOf([...byId.values()].map(flatten)),
    incidents: linesOf(
      (batch.incidents ?? []).map((incident) => ({
        id: incident.id.toWellFormed(),
        started: incident.from,
        ended: incident.until,
        state: incident.state,
        version,
        json: JSON.stringify(incident),
      })),
    ),
    gaps: linesOf(
      (batch.gaps ?? []).map((gap) => ({ started: gap.from, ended: gap.until, json: JSON.stringify(gap), version })),
    ),
    checkpoints: linesOf(
      Object.entries(batch.checkpoints ?? {}).map(([name, value]) => ({ name, version, json: JSON.stringify(value) })),
    ),
  };
}

function linesOf(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
