import type { Observation } from '../observation.ts';
import type { AggregateKey, AggregateQuery, AggregateRow } from './event-store.ts';
import { type Group, groupRows } from './group-rows.ts';

/** Groups observations that are in memory. Occurrences count at the end of their interval. */
export function aggregateObservations(
  observations: Iterable<Observation>,
  query: AggregateQuery,
): readonly AggregateRow[] {
  const groups = new Map<string, Group>();
  for (const observation of observations) {
    const values = query.groupBy.map((key) => readKey(observation, key));
    const windowStart = query.windowMs === undefined ? 0 : floorTo(observation.until, query.windowMs);
    const key = JSON.stringify([windowStart, ...values]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { windowStart, values, count: 0, first: Infinity, last: -Infinity, objects: new Set(), durations: [] };
      groups.set(key, group);
    }
    const { about } = observation;
    group.count += observation.count;
    group.first = Math.min(group.first, observation.from);
    group.last = Math.max(group.last, observation.until);
    group.objects.add(`${observation.cluster}/${about.kind}/${about.namespace}/${about.name}`);
    group.durations.push(observation.until - observation.from);
  }
  return groupRows([...groups.values()], query);
}

/** The interval that a moment is in. */
export function floorTo(time: number, windowMs: number): number {
  return Math.floor(time / windowMs) * windowMs;
}

/** Empty where it is not known. */
function readKey({ about, metadata, template, class: meaning, ...rest }: Observation, key: AggregateKey): string {
  switch (key) {
    case 'cluster':
    case 'reason':
    case 'type':
      return rest[key];
    case 'namespace':
    case 'kind':
      return about[key];
    case 'workload': {
      const workload = metadata?.workload;
      return workload === undefined ? '' : `${workload.kind}/${workload.namespace}/${workload.name}`;
    }
    case 'node':
      return metadata?.node ?? '';
    case 'category':
    case 'severity':
      return meaning?.[key] ?? '';
    case 'template':
      return template?.id ?? '';
  }
}
