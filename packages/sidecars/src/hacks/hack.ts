import type { Patch, Path } from '@outrigger/manifest';
import type { PodEdit } from './removal/pod-edit.ts';

/** Something that was built because containers of a pod had no order, and that a native sidecar makes unnecessary. */
export interface Hack {
  readonly kind: HackKind;
  /** The container it is written in; undefined for a piece of the pod itself, such as an annotation. */
  readonly container?: string;
  /** The container it is about, or the catalog entry where that container is not in the manifest: what is waited for or told to quit. */
  readonly about?: string;
  /** Where it is written, in the pod (`['spec', 'containers', 0, 'command']`). */
  readonly path: Path;
  /** The words that gave it away: `curl -X POST localhost:9091/quitquitquit`. */
  readonly evidence: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** How to take it, and nothing else, out of the pod, with paths in the pod; absent where a person has to. */
  readonly removal?: Patch;
  /** The same piece by piece, so that `removeHacks` can take several out of one script. */
  readonly edits?: readonly PodEdit[];
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
