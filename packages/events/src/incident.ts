import type { Severity } from './observation.ts';

/** Events that have one cause. */
export interface Incident {
  /** Stable; observations carry it as `correlationId`. */
  readonly id: string;
  readonly cluster: string;
  /** What began it: the workload, node, volume … that the cause lies with. */
  readonly root: IncidentObject;
  /** The rule of the last link that found the root. */
  readonly rule: string | undefined;
  /** In ms since 1970. */
  readonly from: number;
  /** Of an open one, its last event. */
  readonly until: number;
  readonly state: 'open' | 'resolved';
  readonly severity: Severity;
  /** Whether the node has failed, or what runs on it. */
  readonly level: 'node' | 'application' | 'cluster';
  /** Workloads that suffer; without the root. */
  readonly affected: readonly IncidentObject[];
  /** From the root on: what was seen, and by which rule each follows from one before it. */
  readonly chain: readonly IncidentLink[];
  readonly reasons: readonly string[];
  readonly occurrences: number;
  /** Its events have turned out to belong to another incident; this one is resolved, and only its id lives on. */
  readonly mergedInto?: string;
}

/** An object of an incident. */
export interface IncidentObject {
  readonly kind: string;
  /** Empty for what has none. */
  readonly namespace: string;
  readonly name: string;
}

/** One step of the chain. */
export interface IncidentLink {
  readonly object: IncidentObject;
  readonly reason: string;
  readonly message: string;
  readonly at: number;
  /** Undefined for the first, and for more of the same object. */
  readonly because: { readonly rule: string; readonly of: IncidentObject; readonly reason: string } | undefined;
}
