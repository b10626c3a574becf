import type { BugName } from '../../kubelet/bugs.ts';
import type { GateName } from '../../kubelet/gates.ts';
import type { Limits } from '../../kubelet/profile.ts';

/** One thing in which two lives of a pod differ. */
export interface Difference {
  /**
   * `step`: something happens at another time, or in one life only · `kind`: a container is of another kind · `gate`: a
   * container waits for something else · `order`: containers start or stop in another order · `stop`: the stop takes
   * another time · `restarts`: another number of restarts · `phase`: another end · `shown`: only `kubectl get pod` differs.
   */
  readonly kind: 'step' | 'kind' | 'gate' | 'order' | 'stop' | 'restarts' | 'phase' | 'shown';
  /** What is compared: `side-1 gets SIGTERM`, `stop order`. */
  readonly what: string;
  /** How it is in the first and in the second life. */
  readonly a: string;
  readonly b: string;
  /** The moment from which on it matters, in ms. */
  readonly at: number;
  /** Names of the containers concerned. */
  readonly containers: readonly string[];
}

/** Why two lives differ, where that is known: a bug, a feature gate or a limit in which the two kubelets differ. */
export type Because =
  | { readonly bug: BugName; readonly issue: number; readonly effect: string }
  | { readonly gate: GateName }
  | { readonly limit: keyof Limits };

/** How two lives of a pod differ. */
export interface Comparison {
  /** What the lives are called: `1.30.3` and `1.30.4`, `native` and `legacy`. */
  readonly names: readonly [string, string];
  /** One sentence: what differs first, why, and what comes of it. */
  readonly summary: string;
  /** The first one is the step at which the lives part; empty when nothing differs. */
  readonly differences: readonly Difference[];
  readonly because: Because | undefined;
}
