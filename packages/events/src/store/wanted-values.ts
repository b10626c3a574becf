import { SEVERITIES } from '../observation.ts';
import type { EventFilter } from './event-store.ts';

/** What a filter names values of; stores have a column of each. */
export type WantedColumn =
  | 'cluster'
  | 'namespace'
  | 'kind'
  | 'workload'
  | 'node'
  | 'type'
  | 'reason'
  | 'category'
  | 'severity'
  | 'template';

/** The columns of which a filter wants one of some values; of those that two conditions leave none there is an empty list. */
export function wantedValues(filter: EventFilter): readonly (readonly [WantedColumn, readonly string[]])[] {
  const { template } = filter;
  const all: readonly (readonly [WantedColumn, readonly string[] | undefined])[] = [
    ['cluster', filter.clusters],
    ['namespace', filter.namespaces],
    ['kind', filter.kinds],
    ['workload', filter.workloads],
    ['node', filter.nodes],
    ['type', filter.types],
    ['reason', filter.reasons],
    ['category', filter.categories],
    ['template', template === undefined ? undefined : [template]],
  ];
  const severities = severitiesOf(filter);
  return [
    // A list without values is no condition.
    ...all.flatMap(([column, values]) =>
      values === undefined || values.length === 0 ? [] : [[column, values] as const],
    ),
    ...(severities === undefined ? [] : [['severity', severities] as const]),
  ];
}

function severitiesOf({ severity, severities }: EventFilter): readonly string[] | undefined {
  const least = severity && SEVERITIES.slice(SEVERITIES.indexOf(severity));
  const listed = severities?.length === 0 ? undefined : severities;
  if (least === undefined || listed === undefined) return least ?? listed;
  return least.filter((each) => listed.includes(each));
}
