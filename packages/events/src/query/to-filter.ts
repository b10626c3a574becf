import type { EventFilter, IncidentFilter, TimeRange } from '../store/event-store.ts';
import { kindOfResource } from './kind-of-resource.ts';
import type { FilterParameters, IncidentParameters, RangeParameters } from './parameter-values.ts';
import { readTime } from './read-time.ts';

/** The filter that parameters ask for. */
export function toFilter(given: FilterParameters, now: number): EventFilter {
  const [resource, name] = given.for?.split('/') ?? [];
  const labels = (given.label ?? []).map((label) => label.split(/=(.*)/s, 2) as [string, string]);
  return {
    ...toRange(given, now),
    ...some('clusters', given.cluster),
    ...some('namespaces', given.namespace),
    ...some('kinds', resource === undefined ? given.kind?.map(kindOfResource) : [kindOfResource(resource)]),
    ...some('names', name === undefined ? given.name : [name]),
    ...some('workloads', given.workload?.map(workloadOf)),
    ...some('nodes', given.node),
    ...some('types', given.types?.map(typeOf)),
    ...some('reasons', given.reason),
    ...some('categories', given.category),
    ...(given.severity !== undefined && { severity: given.severity }),
    ...(given.severities !== undefined && { severities: given.severities }),
    ...(given.correlationId !== undefined && { correlationId: given.correlationId }),
    ...(given.template !== undefined && { template: given.template }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
    ...(given.text !== undefined && { text: given.text }),
  };
}

/** The incidents that parameters ask for. */
export function toIncidentFilter(given: IncidentParameters, now: number): IncidentFilter {
  return {
    ...toRange(given, now),
    ...some('clusters', given.cluster),
    ...some('namespaces', given.namespace),
    ...(given.state !== undefined && { states: given.state }),
    ...(given.severity !== undefined && { severity: given.severity }),
  };
}

/** From when until when. */
export function toRange({ since, until }: Pick<RangeParameters, 'since' | 'until'>, now: number): TimeRange {
  const [from, end] = [since, until].map((text) => (text === undefined ? undefined : readTime(text, now)));
  return { ...(from !== undefined && { from }), ...(end !== undefined && { until: end }) };
}

/** kubectl takes small letters, too (kubectl/pkg/cmd/events@1.34). */
function typeOf(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `deploy/shop/web` is `Deployment/shop/web`. */
function workloadOf(text: string): string {
  const [kind = '', ...rest] = text.split('/');
  return [kindOfResource(kind), ...rest].join('/');
}

function some<K extends string>(
  key: K,
  values: readonly string[] | undefined,
): { readonly [key in K]?: readonly string[] } {
  return (values === undefined || values.length === 0 ? {} : { [key]: values }) as { [key in K]?: readonly string[] };
}
