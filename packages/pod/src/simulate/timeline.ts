import type { PodEvent } from '../lifecycle/actions.ts';
import type { PodStatus } from '../lifecycle/status/pod-status.ts';
import type { Container, ProbeKind } from '../model/pod.ts';

/** One pod life as it was played: what the containers did, what the API server showed, what the kubelet said. */
export interface Timeline {
  readonly scenario: string;
  /** `1.36.2` */
  readonly kubelet: string;
  readonly containers: readonly Container[];
  readonly log: readonly LogEntry[];
  readonly status: readonly StatusEntry[];
  readonly events: readonly PodEvent[];
  /** When the play ended, in ms since the pod was created, and why. */
  readonly end: number;
  readonly endedBy: 'gone' | 'terminal' | 'until';
}

/** Something a container did, or that was done to it. */
export type LogEntry = { readonly at: number; readonly container: string; readonly attempt: number } & (
  | { readonly what: 'start' | 'term' | 'killed' }
  | { readonly what: 'exit'; readonly code: number }
  | { readonly what: 'probe'; readonly kind: ProbeKind; readonly ok: boolean }
  | { readonly what: 'hookBegin'; readonly kind: 'postStart' | 'preStop' }
  | { readonly what: 'hookEnd'; readonly kind: 'postStart' | 'preStop'; readonly code: number }
);

/** The pod as a watcher of the API server saw it from this moment on. */
export interface StatusEntry {
  readonly at: number;
  readonly deleting: boolean;
  /** Undefined = the kubelet has not written one yet. */
  readonly status: PodStatus | undefined;
  readonly gone: boolean;
}
