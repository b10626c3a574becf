import type { IPod } from 'kubernetes-models/v1';
import type { ProbeKind } from '../model/pod.ts';

/** A pod, how its containers behave, and what is done to it. Times in ms. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly pod: IPod;
  /** Per container name one entry per attempt; the last repeats. */
  readonly behaviour: Readonly<Record<string, readonly Behaviour[]>>;
  readonly timeline: readonly Happening[];
  readonly until: number;
  /** Images that cannot be had; by default none, or in a golden Scenario all but the two busyboxes. */
  readonly missingImages: (image: string) => boolean;
  /** Images that a registry has; by default all that are not missing. */
  readonly pullableImages?: (image: string) => boolean;
}

/** How one attempt of a container behaves. */
export interface Behaviour {
  /** How long the process lives by itself; Infinity = until it is stopped. */
  readonly run: number;
  readonly exit: number;
  readonly onTerm: { readonly after: number; readonly exit: number; readonly ignore: boolean };
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeBehaviour>>>;
  readonly hooks: Readonly<Partial<Record<'postStart' | 'preStop', HookBehaviour>>>;
}

/** How a probe turns out, by the time since its container started. */
export interface ProbeBehaviour {
  readonly succeedAfter: number;
  readonly failAfter: number;
  readonly never: boolean;
  /** What a success warns of: the kubelet tells it in an Event. */
  readonly warning?: string;
  readonly takes: number;
  /**
   * The command is a shell with a child: when its time is out the runtime kills the shell only, and answers when the
   * child has let go of the output (containerd 1.6 pkg/cri/server/container_execsync.go waits for the streams to end).
   */
  readonly lingers: boolean;
}

/** How long a hook takes and with what code it ends. */
export interface HookBehaviour {
  readonly takes: number;
  readonly exit: number;
}

/** Something done to the pod from outside. */
export type Happening = { readonly at: number } & (
  | { readonly does: 'delete'; readonly graceSeconds: number | undefined }
  | { readonly does: 'evict'; readonly graceSeconds: number | undefined }
  | { readonly does: 'setImage'; readonly container: string; readonly image: string }
  | { readonly does: 'crash'; readonly what: { readonly container: string } | 'sandbox' | 'everything' }
  /** The dead instances of a container are removed from the runtime, as `crictl rm` or a clean-up does. */
  | { readonly does: 'remove'; readonly container: string }
  | { readonly does: 'restartKubelet' }
);

/** A process that runs until it is stopped, and then ends at once with 0. */
export const RUNS_ON: Behaviour = {
  run: Number.POSITIVE_INFINITY,
  exit: 0,
  onTerm: { after: 0, exit: 0, ignore: false },
  probes: {},
  hooks: {},
};

/** A probe that succeeds at once, always. */
export const SUCCEEDS: ProbeBehaviour = {
  succeedAfter: 0,
  failAfter: Number.POSITIVE_INFINITY,
  never: false,
  takes: 0,
  lingers: false,
};

/** A hook that succeeds at once. */
export const HOOK_SUCCEEDS: HookBehaviour = { takes: 0, exit: 0 };
