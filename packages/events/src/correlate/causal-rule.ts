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
  /** Counts when the cause begins and ends, not for as long as it stands. */
  readonly atTurns?: true;
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

/** By what two objects can be linked, and what each means. */
export const JOINS = {
  object: 'the same object',
  pod: 'the same pod',
  owner: 'the same workload: the topmost owner',
  node: 'the node that it is, is on, or is told from',
  scheduling: 'the scheduler of the cluster: nodes that take no pods, and pods that find no place',
  applied: 'the workload: it, or one that the message names as `Kind/namespace/name`',
  attached: 'claims that pods of the node use, and the workloads that these are of',
  claim: 'a PersistentVolumeClaim: it, or one that the pod uses',
  'unknown-claim': 'the namespace, for pods whose volumes are not known',
  volume: 'a PersistentVolume: it, that of the claim, or one that the message names',
  registry: 'the registry of the image in the message; `localhost` is none',
  quota: 'the ResourceQuota in the message',
  webhook: 'the admission webhook in the message',
  service: 'a Service: it, or one that selects the pod',
  'scale-target': 'what an autoscaler scales',
  budget: 'the namespace of a PodDisruptionBudget, or of pods on the node',
  metrics: 'the metrics of the cluster',
  cluster: 'the cluster',
} as const;
/** One of {@link JOINS}. */
export type JoinKey = keyof typeof JOINS;

/** All of them, from the closest. */
export const JOIN_KEYS: readonly JoinKey[] = Object.keys(JOINS) as JoinKey[];
