import type { Observation } from '../observation.ts';

/** Why one event is taken for the cause of another. Data, but for the conditions that a user has written. */
export interface CausalRule {
  /** Stable; incidents name it. */
  readonly id: string;
  /** One sentence without a full stop: what follows from what. */
  readonly title: string;
  readonly cause: FactMatch;
  readonly effect: FactMatch;
  /** How the two are linked; the first key that both have and that is the same decides. */
  readonly join: readonly JoinKey[];
  /** The longest time from the cause to the effect, in ms. */
  readonly windowMs: number;
  /** How long after its effect a cause may be told, in ms; sources have clocks and queues of their own. */
  readonly lateMs?: number;
  /**
   * `root`: the effect belongs to the incident of the cause, and is not one of its own. `context`: what was seen before stands in
   * the chain and takes no blame, e.g. the rollout before a crash.
   */
  readonly use: 'root' | 'context';
  /** From where this is known. */
  readonly source: string;
}

/** Which events are meant. All that is given holds together; several values of one are alternatives. */
export interface FactMatch {
  /** None: any reason. */
  readonly reasons?: readonly string[];
  readonly kinds?: readonly string[];
  /** Finer meanings, as classification says them. */
  readonly subclasses?: readonly string[];
  /** The message contains it. */
  readonly says?: RegExp;
  /** The message does not contain it. */
  readonly saysNot?: RegExp;
  /** Names of the workload. */
  readonly workloads?: RegExp;
  /** A condition of a user's own. */
  readonly when?: (observation: Observation) => boolean;
}

/** By what two objects can be linked. */
export type JoinKey =
  | 'pod'
  | 'owner'
  | 'node'
  | 'scheduling'
  | 'claim'
  | 'volume'
  | 'volume-users'
  | 'registry'
  | 'quota'
  | 'webhook'
  | 'service'
  | 'scale-target'
  | 'budget'
  | 'metrics'
  | 'cluster'
  | 'object'
  | 'unknown-claim';
