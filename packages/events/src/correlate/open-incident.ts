import type { Incident, IncidentObject } from '../incident.ts';
import type { Severity } from '../observation.ts';
import { type Fact, linkOf } from './fact.ts';
import { objectKey } from './object-key.ts';
import { worst } from './severity-order.ts';

/** An incident as long as something may still be added. */
export interface OpenIncident {
  id: string;
  readonly cluster: string;
  root: IncidentObject;
  readonly facts: Set<Fact>;
  /** Seen enough of it to tell people. */
  isConfirmed: boolean;
  /** Since it was reported. */
  hasChanged: boolean;
  /** Workloads that suffer by what they stand on, kept once seen. */
  readonly sufferers: Map<string, IncidentObject>;
  /** Of facts that have been forgotten. */
  past: { from: number; until: number; occurrences: number; severity: Severity; readonly reasons: Set<string> };
}

/** The last thing that was seen of it. */
export function lastOf({ facts, past }: OpenIncident): number {
  let last = past.until;
  for (const fact of facts) if (fact.last > last) last = fact.last;
  return last;
}

/** As people see it. */
export function reportOf(incident: OpenIncident, state: Incident['state']): Incident {
  const { id, cluster, root, facts, sufferers, past } = incident;
  const affected = new Map(sufferers);
  const reasons = new Set(past.reasons);
  let { from, until, occurrences, severity } = past;
  for (const fact of facts) {
    affected.set(objectKey(fact.subject), fact.subject);
    until = Math.max(until, fact.last, (fact.symptom?.stands && fact.ended) || 0);
    if (fact.symptom === undefined && !isPlannedStep(fact)) continue;
    reasons.add(fact.reason);
    if (fact.symptom === undefined) continue;
    from = Math.min(from, fact.first);
    occurrences += fact.count;
    severity = worst(severity, fact.severity);
  }
  affected.delete(objectKey(root));
  const chain = [...facts].sort((one, other) => one.first - other.first).slice(0, CHAIN);
  return {
    id,
    cluster,
    root,
    rule: chain.findLast(({ because }) => because?.rule.use === 'root')?.because?.rule.id,
    from,
    until,
    state,
    severity,
    level: levelOf(root),
    affected: [...affected.values()].slice(0, AFFECTED),
    chain: fromRoot(chain, root).map(linkOf),
    reasons: [...reasons].slice(0, REASONS),
    occurrences,
  };
}

/** A cordon is no trouble, and yet what others follow from. */
function isPlannedStep({ reason }: Fact): boolean {
  return reason === 'NodeNotSchedulable';
}

/** What concerns the root first, each part in order of time. */
function fromRoot(facts: readonly Fact[], root: IncidentObject): readonly Fact[] {
  const key = objectKey(root);
  const isRoot = (fact: Fact) => fact.because === undefined && objectKey(fact.subject) === key;
  return [...facts.filter(isRoot), ...facts.filter((fact) => !isRoot(fact))];
}

function levelOf({ kind, namespace }: IncidentObject): Incident['level'] {
  if (kind === 'Node') return 'node';
  return namespace === '' ? 'cluster' : 'application';
}

// What an incident tells is bounded, whatever happens.
const CHAIN = 50;
const AFFECTED = 500;
const REASONS = 50;
