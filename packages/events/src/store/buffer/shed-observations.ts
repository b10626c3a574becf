import { type Gap, type Observation, SEVERITIES } from '../../observation.ts';
import type { StoreBatch } from '../event-store.ts';

/** The least severity of a batch, as a place among them; what no rule knows counts as `notice`. Undefined for a batch without observations. */
export function leastSeverity({ observations }: StoreBatch): number | undefined {
  return observations.length === 0 ? undefined : observations.map(rankOf).reduce((a, b) => Math.min(a, b));
}

/** The batch without its observations of that severity; a gap for each cluster says how many they were, and of which time. */
export function shedObservations(batch: StoreBatch, rank: number): StoreBatch {
  const shed = batch.observations.filter((each) => rankOf(each) === rank);
  const gaps = [...Map.groupBy(shed, ({ cluster }) => cluster)].map(
    ([cluster, lost]): Gap => ({
      cluster,
      from: lost.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
      until: lost.reduce((most, { until }) => Math.max(most, until), Number.NEGATIVE_INFINITY),
      why: 'shed',
      lost: lost.length,
    }),
  );
  return {
    ...batch,
    observations: batch.observations.filter((each) => rankOf(each) !== rank),
    gaps: [...(batch.gaps ?? []), ...gaps],
  };
}

function rankOf({ class: meaning }: Observation): number {
  return SEVERITIES.indexOf(meaning?.severity ?? 'notice');
}
