import { type AffectedRange, ALL, isAffected, type KubeletVersion, minors } from './version.ts';

/** A behaviour that some kubelets have and later ones do not: what, where it is tracked, and which versions have it. */
export interface Bug {
  /** Issue or pull request in kubernetes/kubernetes. */
  readonly issue: number;
  /** What a user sees, in one sentence. */
  readonly effect: string;
  /** The releases that behave so. */
  readonly affected: readonly AffectedRange[];
  /** Set when the API server of these releases is at fault, not the kubelet. */
  readonly of?: 'apiServer';
}

/**
 * Every known difference that is a bug, or was treated as one, by the name under which the engine reads it.
 * Each name is read at exactly one place (`grep kubelet.bugs.NAME`). Source: reference table A.11 and the change logs.
 */
export const BUGS: Readonly<Record<BugName, Bug>> = {
  sidecarsStopInParallel: {
    issue: 120620,
    effect: 'On a stop every container gets TERM at the same time, sidecars together with the app they serve.',
    affected: minors(27, 28),
  },
  initsForgottenOnlyWithRunningMains: {
    issue: 120247,
    effect: 'After a reboot the exited main containers of the old sandbox make the pod look initialised.',
    affected: minors(28, 28),
  },
  notStartedSidecarBlocksStop: {
    issue: 125880,
    effect: 'A sidecar before one that is not running gets no TERM until the grace period is over.',
    affected: [
      [29, 0, 8],
      [30, 0, 4],
    ],
  },
  restartedContainerStaysTerminatedInStatus: {
    issue: 122902,
    effect:
      'Under Never and OnFailure the API server of these versions refuses every status in which an ended sidecar runs again.',
    affected: [
      [28, 0, 8],
      [29, 0, 3],
    ],
    // pkg/apis/core/validation: ValidateInitContainerStateTransition came with #123323; the kubelet's own check knew sidecars from 1.28 on.
    of: 'apiServer',
  },
  createdContainerIsStuck: {
    issue: 126543,
    effect: 'An init container or sidecar that was created but not started is never started again.',
    affected: [
      [28, 0, ALL],
      [29, 0, 9],
      [30, 0, 5],
      [31, 0, 1],
    ],
  },
  sidecarImageChangeIsIgnored: {
    issue: 126525,
    effect: 'A new image of a running sidecar does not restart it.',
    affected: minors(27, 31),
  },
  phaseKeepsOldSandbox: {
    issue: 127793,
    effect: 'After a reboot the phase stays Running while the init containers run again.',
    affected: minors(27, 32),
  },
  phaseIgnoresInitsAfterFirstStart: {
    issue: 126650,
    effect: 'Once a main container has run, init containers that run again do not make the pod Pending.',
    affected: minors(28, 31),
  },
  startupProbeEndsWithFirstFailureUnderNever: {
    issue: 132826,
    effect: 'Under Never a sidecar that failed its first start is never probed again, so the app never starts.',
    affected: [
      [28, 0, ALL],
      [29, 0, ALL],
      [30, 0, ALL],
      [31, 0, ALL],
      [32, 0, ALL],
      [33, 0, 6],
      [34, 0, 2],
    ],
  },
  startupForgottenAfterKubeletRestart: {
    issue: 136910,
    effect: 'After a kubelet restart a crashed app is not restarted when a sidecar has a startup probe.',
    affected: [[35, 0, 4]],
  },
  sidecarProbesDuringStop: {
    issue: 141766,
    effect: 'Liveness and startup probes of sidecars go on while the pod is being stopped.',
    // The fix was merged on 2026-09-01, a week after 1.37.0.
    affected: minors(28, 37),
  },
  startedOutlivesRestart: {
    issue: 141155,
    effect:
      'A container that a probe kills is called started as soon as it runs again, until its startup probe has its first turn.',
    // The fix #141342 is in 1.38; in which patches of 1.35 to 1.37 is not known.
    affected: minors(35, 37),
  },
  execProbesCancelledByDelete: {
    issue: 140881,
    effect: 'From the moment a pod is deleted its exec probes fail with "context canceled", and Ready stays as it was.',
    // 1.36.0 to 1.36.2 made a context per sync, 1.36.3 has one for all again (#140066); its fix #141006 is taken to be in the patch after it.
    affected: [
      [35, 0, ALL],
      [36, 3, 4],
    ],
  },
  startupProbeContinuesAfterSuccess: {
    issue: 117153,
    effect: 'A startup probe can run once more after it has succeeded.',
    affected: minors(27, 31),
  },
  forceDeleteUsesSpecGrace: {
    issue: 115819,
    effect: 'A pod that is evicted at once gets its whole grace period: 0 is taken for "not set".',
    affected: [
      [27, 0, ALL],
      [28, 0, ALL],
      [29, 0, ALL],
      [30, 0, 7],
    ],
  },
  preStopTimeIsNotCounted: {
    issue: 117798,
    effect:
      'When a pod is stopped, its containers have the whole grace period after their preStop hooks once more, and no two seconds at least.',
    affected: minors(27, 27),
  },
};

/** The name of a known bug. */
export type BugName =
  | 'sidecarsStopInParallel'
  | 'initsForgottenOnlyWithRunningMains'
  | 'notStartedSidecarBlocksStop'
  | 'restartedContainerStaysTerminatedInStatus'
  | 'createdContainerIsStuck'
  | 'sidecarImageChangeIsIgnored'
  | 'phaseKeepsOldSandbox'
  | 'phaseIgnoresInitsAfterFirstStart'
  | 'startupProbeEndsWithFirstFailureUnderNever'
  | 'startupForgottenAfterKubeletRestart'
  | 'sidecarProbesDuringStop'
  | 'startedOutlivesRestart'
  | 'execProbesCancelledByDelete'
  | 'startupProbeContinuesAfterSuccess'
  | 'forceDeleteUsesSpecGrace'
  | 'preStopTimeIsNotCounted';
/** Which known bugs a kubelet has. */
export type Bugs = Readonly<Record<BugName, boolean>>;

/** Which of the known bugs a version has; those of the API server only if that one is of the same version. */
export function bugsOf(version: KubeletVersion, apiServer: 'same' | 'newest' = 'same'): Bugs {
  const entries = Object.entries(BUGS).map(([name, bug]) => {
    const isThere = bug.of === undefined || apiServer === 'same';
    return [name, isThere && isAffected(version, bug.affected)] as const;
  });
  return Object.fromEntries(entries) as Bugs;
}
