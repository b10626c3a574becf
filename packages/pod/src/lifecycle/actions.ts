import type { Container, Hook, Probe } from '../model/pod.ts';

/**
 * What has to be done now, by whoever has hands: the simulator, the process driver, the CRI driver. Each action but
 * `remove` and `removePod` is answered by a {@link Fact} when it is done.
 */
export type Action =
  /** Make a sandbox; answered by `sandboxReady` or `sandboxFailed`. */
  | { readonly do: 'createSandbox'; readonly attempt: number }
  /** Take a sandbox and its network down; answered by `sandboxStopped`. */
  | { readonly do: 'stopSandbox'; readonly id: string }
  /** Say whether an image is on this machine; answered by `imageInspected`. */
  | { readonly do: 'inspectImage'; readonly container: Container }
  /** Pull an image; answered by `imagePulled` or `imagePullFailed`. */
  | { readonly do: 'pullImage'; readonly container: Container }
  /** Create and start a container; answered by `started` or `startFailed`. */
  | {
      readonly do: 'start';
      readonly container: Container;
      readonly id: string;
      readonly attempt: number;
      readonly sandbox: number;
    }
  /** Run a hook that is not `sleep`; answered by `hookEnded`. */
  | { readonly do: 'runHook'; readonly container: Container; readonly id: string; readonly hook: Hook }
  /** Run a probe once; answered by `probed`. */
  | { readonly do: 'probe'; readonly container: Container; readonly id: string; readonly probe: Probe }
  /** Send the stop signal, and SIGKILL after the grace; answered by `exited` and then `stopped`. */
  | {
      readonly do: 'stop';
      readonly container: Container;
      readonly id: string;
      readonly signal: string;
      readonly graceSeconds: number;
    }
  /** Forget a dead instance and its file system. */
  | { readonly do: 'remove'; readonly id: string }
  /** Tell the API server that the pod may go: it is terminated and was asked to be deleted. */
  | { readonly do: 'removePod' };

/** A Kubernetes Event as the kubelet records it, before it is counted. */
export interface PodEvent {
  readonly at: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{app}`, or undefined for the pod itself. */
  readonly field: string | undefined;
  /** How often this very Event has now been seen. */
  readonly count: number;
}
