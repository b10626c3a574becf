import type { HackKind } from './hack.ts';
import type { Target } from './script/target.ts';

/** What is around a command: who else is in the pod, and what they answer to. */
export interface Surroundings {
  /** The environment, as far as the manifest tells it. */
  readonly variables: ReadonlyMap<string, string>;
  /** Where the command is run: as the container's own, or as one of its hooks. */
  readonly place: 'main' | 'postStart' | 'preStop';
  /** Whether the container is a sidecar that the catalog knows. */
  readonly isSidecar: boolean;
  /** Which other container answers there; undefined where it is none of this pod, or nobody can tell. */
  readonly whoAnswers: (target: Target) => Answer | undefined;
  /** Whom a request tells to end; undefined for a request that ends nobody. */
  readonly whoQuits: (target: Target) => Answer | undefined;
  /** Which other container a process belongs to. */
  readonly whoRuns: (process: string) => Answer | undefined;
  /** Which other container makes a file that this one awaits, or awaits one that this one makes. */
  readonly whoShares: (file: string, does: 'touches' | 'awaits') => Answer | undefined;
  /** What people call a catalog entry's container in this pod. */
  readonly nameOf: (entry: string) => string;
}

/** A container, or a catalog entry that an injector adds. */
export interface Answer {
  readonly about: string | undefined;
  /** Whether it is certain enough to take out what is about it. */
  readonly isSure: boolean;
  /** Where this says more than the command does. */
  readonly kind?: HackKind;
}
