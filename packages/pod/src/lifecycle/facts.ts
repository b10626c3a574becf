/**
 * What happened, as told to the engine. Facts about the runtime answer an {@link Action} or come by themselves
 * (`exited`); facts about the API and the node come from users and machines.
 */
export type Fact =
  | { readonly is: 'sandboxReady'; readonly id: string; readonly attempt: number }
  | { readonly is: 'sandboxFailed'; readonly message: string }
  | { readonly is: 'sandboxStopped'; readonly id: string }
  | { readonly is: 'sandboxLost'; readonly id?: string }
  | { readonly is: 'imageInspected'; readonly image: string; readonly present: boolean }
  | { readonly is: 'imagePulled'; readonly image: string; readonly tookMs: number; readonly bytes: number }
  | { readonly is: 'imagePullFailed'; readonly image: string; readonly message: string }
  | { readonly is: 'started'; readonly id: string; readonly at: number }
  | {
      readonly is: 'startFailed';
      readonly id: string;
      readonly stage: 'config' | 'create' | 'run';
      readonly message: string;
    }
  | {
      readonly is: 'exited';
      readonly id: string;
      readonly at: number;
      readonly exitCode: number;
      readonly reason?: string;
    }
  | {
      readonly is: 'hookEnded';
      readonly id: string;
      readonly hook: 'postStart' | 'preStop';
      readonly ok: boolean;
      readonly message?: string;
    }
  | ProbedFact
  | { readonly is: 'stopped'; readonly id: string }
  /** Somebody else removed a dead instance from the runtime. */
  | { readonly is: 'removed'; readonly id: string }
  /** The kubelet does not take the pod at all (admission/kubelet). */
  | { readonly is: 'refused'; readonly reason: string; readonly message: string }
  /** Somebody deleted the pod; `graceSeconds` undefined = the pod's own. */
  | { readonly is: 'deleted'; readonly graceSeconds?: number }
  /** The kubelet itself wants the pod gone (eviction, node shutdown). */
  | { readonly is: 'evicted'; readonly graceSeconds?: number; readonly reason: string; readonly message: string }
  /** The pod's spec was changed; the new one is passed to the next `decide`. */
  | { readonly is: 'podUpdated' }
  | { readonly is: 'conditionSet'; readonly type: string; readonly value: boolean }
  | { readonly is: 'kubeletStopped' }
  | { readonly is: 'kubeletStarted' };

/** How one run of a probe ended. `errored` = it could not be run at all: no verdict. */
export interface ProbedFact {
  readonly is: 'probed';
  readonly id: string;
  readonly kind: 'startup' | 'readiness' | 'liveness';
  /** `warning` = a success that is told in an Event, such as a redirect to another host. */
  readonly outcome: 'success' | 'warning' | 'failure' | 'errored' | 'timedOut';
  /** What the probe printed, or why it could not be run. */
  readonly output?: string;
}
