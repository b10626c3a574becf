import { type Observation, SEVERITIES, type Severity } from '../observation.ts';
import type { EventFilter } from '../store/event-store.ts';

/** Whether an observation is wanted: what a store answers, for one that is not in a store yet. */
export function matchesFilter(filter: EventFilter, observation: Observation): boolean {
  const { about, class: meaning, metadata } = observation;
  const workload = metadata?.workload;
  return (
    (filter.from === undefined || observation.until >= filter.from) &&
    (filter.until === undefined || observation.until < filter.until) &&
    isOne(filter.clusters, observation.cluster) &&
    isOne(filter.namespaces, about.namespace) &&
    isOne(filter.kinds, about.kind) &&
    isOne(filter.names, about.name) &&
    isOne(filter.workloads, workload && `${workload.kind}/${workload.namespace}/${workload.name}`) &&
    isOne(filter.nodes, metadata?.node) &&
    isOne(filter.types, observation.type) &&
    isOne(filter.reasons, observation.reason) &&
    isOne(filter.categories, meaning?.category) &&
    isAtLeast(filter.severity, meaning?.severity) &&
    isOne(filter.severities, meaning?.severity) &&
    (filter.correlationId === undefined || observation.correlationId === filter.correlationId) &&
    (filter.template === undefined || observation.template?.id === filter.template) &&
    Object.entries(filter.labels ?? {}).every(([key, value]) => metadata?.labels[key] === value) &&
    hasWords(filter.text, observation.message)
  );
}

function isOne(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

function isAtLeast(least: Severity | undefined, severity: Severity | undefined): boolean {
  if (least === undefined) return true;
  return severity !== undefined && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

function hasWords(text: string | undefined, message: string): boolean {
  if (text === undefined) return true;
  const lower = message.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
