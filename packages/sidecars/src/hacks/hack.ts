import type { Patch, Path } from '@outrigger/manifest';

/** Something that was built because containers of a pod had no order, and that a native sidecar makes unnecessary. */
export interface Hack {
  readonly kind: HackKind;
  /** The container it is written in; undefined for a piece of the pod itself, such as an annotation. */
  readonly container?: string;
  /** The catalog entry or container it is about, where that can be told: the proxy that is waited for or told to quit. */
  readonly about?: string;
  /** Where it is written, in the pod (`['spec', 'containers', 0, 'command']`). */
  readonly path: Path;
  /** The words that gave it away: `curl -X POST localhost:9091/quitquitquit`. */
  readonly evidence: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** How to take it out of the pod, with paths in the pod; absent where a person has to. */
  readonly removal?: Patch;
}

/** Reference sidecars.md E.2, D.6. */
export type HackKind =
  | 'wait-at-start'
  | 'wait-wrapper'
  | 'hold-application'
  | 'quit-at-end'
  | 'kill-across-processes'
  | 'flag-file'
  | 'deadline-as-end'
  | 'job-terminator'
  | 'delay-at-stop'
  | 'doubled-container';
