import type { Incident } from '../incident.ts';
import { SEVERITIES } from '../observation.ts';
import type { IncidentFilter } from './event-store.ts';

/** Whether an incident is asked for. It is in a range that it has a moment in, and in a namespace that it began in or affects. */
export function isIncidentWanted(filter: IncidentFilter, incident: Incident): boolean {
  const { ids, clusters, namespaces, states, severity, from, until } = filter;
  const touched = [incident.root, ...incident.affected].map(({ namespace }) => namespace);
  return (
    (from === undefined || incident.until >= from) &&
    (until === undefined || incident.from < until) &&
    (ids === undefined || ids.includes(incident.id)) &&
    (clusters === undefined || clusters.includes(incident.cluster)) &&
    (namespaces === undefined || namespaces.some((each) => touched.includes(each))) &&
    (states === undefined || states.includes(incident.state)) &&
    (severity === undefined || SEVERITIES.indexOf(incident.severity) >= SEVERITIES.indexOf(severity))
  );
}
