import { isCut, type TimeScale } from '../chart/time-scale.ts';
import type { LifeData } from './page-data.ts';

/** Where the axis is cut nothing can be looked at, so of what changed there only the last is kept, which holds afterwards. */
export function thinData(data: LifeData, scale: TimeScale): LifeData {
  const keep = <E extends readonly [number, ...unknown[]]>(track: readonly E[]): readonly E[] =>
    track.filter(([at], i) => {
      const next = track[i + 1];
      return !isCut(scale, at) || (next !== undefined && !isCut(scale, next[0]));
    });
  return {
    ...data,
    get: keep(data.get),
    phase: keep(data.phase),
    containers: data.containers.map((c) => ({ ...c, spans: keep(c.spans), shown: keep(c.shown) })),
    conditions: data.conditions.map(([type, track]) => [type, keep(track)] as const),
    events: keep(data.events),
  };
}
