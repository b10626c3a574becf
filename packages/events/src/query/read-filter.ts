import type { EventFilter, IncidentFilter } from '../store/event-store.ts';
import { incidentParameters, tailParameters } from './parameters.ts';
import { readParameters } from './read-parameters.ts';
import { toFilter, toIncidentFilter } from './to-filter.ts';

/** Reads a filter as `/api/v1/events` does. Throws a `RefusedRequest` that says what is wrong with which parameter. */
export function readEventFilter(parameters: URLSearchParams, now: number): EventFilter {
  return toFilter(readParameters(tailParameters, parameters), now);
}

/** Reads a filter as `/api/v1/incidents` does. Throws as `readEventFilter`. */
export function readIncidentFilter(parameters: URLSearchParams, now: number): IncidentFilter {
  return toIncidentFilter(readParameters(incidentParameters, parameters), now);
}
