import { BUGS, type BugName } from '../../kubelet/bugs.ts';
import { kubeletOf } from '../../kubelet/profile.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import type { Because } from './difference.ts';
import type { StepDifference } from './step-differences.ts';

/** A bug that only one of two kubelets has, and that can be the cause of a step's difference. */
export function knownBug(a: Timeline, b: Timeline, { step }: StepDifference): Because | undefined {
  const [x, y] = [kubeletOf(a.kubelet)?.bugs, kubeletOf(b.kubelet)?.bugs];
  if (!x || !y) return undefined;
  const names = (Object.keys(BUGS) as BugName[]).filter(
    (name) => x[name] !== y[name] && SHOWS[name]?.includes(step.what),
  );
  const fits = names.find((name) => !OF_SIDECARS.has(name) || step.container?.kind !== 'main');
  return fits && becauseOfBug(fits);
}

/** A bug as a reason. */
export function becauseOfBug(bug: BugName): Because {
  const { issue, effect } = BUGS[bug];
  return { bug, issue, effect };
}

/** The steps at which each bug shows first; one that is not here shows in no step. */
const SHOWS: Readonly<Partial<Record<BugName, readonly StepDifference['step']['what'][]>>> = {
  sidecarsStopInParallel: ['term', 'end'],
  initsForgottenOnlyWithRunningMains: ['start'],
  notStartedSidecarBlocksStop: ['term', 'end'],
  restartedContainerStaysTerminatedInStatus: ['podReady', 'phase'],
  createdContainerIsStuck: ['start'],
  sidecarImageChangeIsIgnored: ['preStop', 'term', 'end'],
  phaseKeepsOldSandbox: ['phase'],
  startupProbeEndsWithFirstFailureUnderNever: ['start', 'podReady', 'term'],
  startupForgottenAfterKubeletRestart: ['start'],
  forceDeleteUsesSpecGrace: ['term', 'end'],
  preStopTimeIsNotCounted: ['end'],
};

/** Bugs in which it is a sidecar that gets its signal too early, too late or never. */
const OF_SIDECARS: ReadonlySet<BugName> = new Set([
  'sidecarsStopInParallel',
  'notStartedSidecarBlocksStop',
  'sidecarImageChangeIsIgnored',
]);
