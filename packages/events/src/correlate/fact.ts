import type { Incident, IncidentObject } from '../incident.ts';
import type { Observation, Severity } from '../observation.ts';
import type { CausalRule } from './causal-rule.ts';
import type { OpenIncident } from './open-incident.ts';
import type { Symptom } from './symptom.ts';

/** The same happening to the same object, however often: what correlation remembers of observations. It changes as more is seen. */
export interface Fact {
  readonly key: string;
  readonly cluster: string;
  readonly object: IncidentObject;
  /** The workload, or the object itself. */
  subject: IncidentObject;
  /** With whom the trouble lies as far as this alone tells; an incident of its own has it for root. */
  blamed: IncidentObject;
  readonly reason: string;
  readonly severity: Severity;
  /** Undefined for what is no trouble itself, and may be the cause of some. */
  readonly symptom: Symptom | undefined;
  readonly first: number;
  /** When it was first seen, which may be long after. */
  readonly seen: number;
  last: number;
  count: number;
  message: string;
  /** When it was said to be over. */
  ended: number | undefined;
  /** The newest of it, for joins. */
  newest: Observation;
  /** Its incident is over: until it is seen again, nothing new follows from it. */
  isSpent: boolean;
  incident: OpenIncident | undefined;
  because: { readonly rule: CausalRule; readonly of: Fact } | undefined;
}

/** What a chain says of it. */
export function linkOf({ object, reason, message, first, because }: Fact): Incident['chain'][number] {
  return {
    object,
    reason,
    message,
    at: first,
    because: because && { rule: because.rule.id, of: because.of.object, reason: because.of.reason },
  };
}
