import type { IncidentObject } from '../incident.ts';

/** What is known of how objects hang together, read from informers; nothing here asks a server. */
export interface Topology {
  /** The topmost owner; undefined for what is not known. */
  readonly workloadOf: (object: IncidentObject) => IncidentObject | undefined;
  readonly nodeOf: (pod: IncidentObject) => string | undefined;
  /** Of a pod that lives or lived a short while ago. */
  readonly podByUid: (uid: string) => IncidentObject | undefined;
  /** Workloads with pods on the node. */
  readonly workloadsOn: (node: string) => readonly IncidentObject[];
  /** Names of the claims of a pod; undefined when its volumes are not known. */
  readonly claimsOf: (pod: IncidentObject) => readonly string[] | undefined;
  readonly volumeOf: (claim: IncidentObject) => string | undefined;
  /** Workloads with pods that use the claim. */
  readonly usersOf: (claim: IncidentObject) => readonly IncidentObject[];
  /** What an autoscaler scales. */
  readonly scaleTargetOf: (autoscaler: IncidentObject) => IncidentObject | undefined;
  /** Names of the Services that select the pod. */
  readonly servicesOf: (pod: IncidentObject) => readonly string[];
  /** Whether the object has been asked to end, or is gone. */
  readonly isEnding: (object: IncidentObject) => boolean;
  /** Whether it is there, or was a while ago. */
  readonly isKnown: (object: IncidentObject) => boolean;
  /** Whether objects of the kind are read at all. */
  readonly hasKind: (kind: string) => boolean;
  /** Whether the pod is ready now; undefined when nobody knows. */
  readonly isReady: (pod: IncidentObject) => boolean | undefined;
  /** How far a pod is now; undefined when nobody knows. */
  readonly stageOf: (pod: IncidentObject) => PodStage | undefined;
  /** Whether the rollout of a Deployment has not come further within its deadline; undefined when nobody knows. */
  readonly isStalled: (deployment: IncidentObject) => boolean | undefined;
  /** Nodes that take no pods now, in the order in which they have turned away. */
  readonly awayNodes: () => readonly AwayNode[];
  /** How many nodes have a taint that somebody gave them, and are not away. */
  readonly reservedNodes: () => number;
  /** Pods on the node. */
  readonly podsOn: (node: string) => readonly IncidentObject[];
}

/** Without a node; with one, and nothing of it has begun; begun or over; asked to end; not there any more. */
export type PodStage = 'pending' | 'creating' | 'begun' | 'terminating' | 'gone';

/** A node that takes no pods. */
export interface AwayNode {
  readonly name: string;
  readonly why: 'cordoned' | 'not-ready';
}
