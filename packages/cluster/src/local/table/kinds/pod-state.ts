import type { Draft } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';

/** What a pod's row says of it. */
export interface PodState {
  /** STATUS: `Init:0/1`, `Running`, `CrashLoopBackOff` … */
  readonly reason: string;
  readonly ready: number;
  readonly total: number;
  readonly restarts: number;
  /** When the newest of these ended. */
  readonly restartedAt: string | undefined;
}

/** Reads it from the pod's status, as the API server does (pkg/printers/internalversion/printers.go printPod@1.36). */
export function podState(pod: Draft<IPod>): PodState {
  const { spec, status } = pod;
  const sidecars = new Set(spec?.initContainers?.filter((c) => c.restartPolicy === 'Always').map(({ name }) => name));
  const inits = status?.initContainerStatuses ?? [];
  const mains = status?.containerStatuses ?? [];
  const begun = initProgress(inits, sidecars, spec?.initContainers?.length ?? 0);
  const isInitialized = status?.conditions?.find(({ type }) => type === 'Initialized')?.status === 'True';
  const isPast = begun.reason === undefined || isInitialized;
  const last = isPast ? mainStates(mains, begun.reason ?? ownReason(pod), isReady(pod)) : undefined;
  const counted = isPast ? [...inits.filter(({ name }) => sidecars.has(name)), ...mains] : inits;
  return {
    reason: ending(pod) ?? last?.reason ?? begun.reason ?? ownReason(pod),
    ready: begun.ready + (last?.ready ?? 0),
    total: (spec?.containers?.length ?? 0) + sidecars.size,
    restarts: counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    restartedAt: counted
      .flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? [])
      .toSorted()
      .at(-1),
  };
}

type Status = NonNullable<NonNullable<Draft<IPod>['status']>['containerStatuses']>[number];

function ownReason({ status }: Draft<IPod>): string {
  const isGated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === GATED);
  return isGated ? GATED : status?.reason || status?.phase || '';
}

const GATED = 'SchedulingGated';

function isReady({ status }: Draft<IPod>): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

/** What counts more than all that containers say. */
function ending({ metadata, status }: Draft<IPod>): string | undefined {
  if (metadata?.deletionTimestamp === undefined) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating';
}

interface Progress {
  /** Undefined when every init container is done. */
  readonly reason: string | undefined;
  readonly ready: number;
}

/** The first init container that is not done tells. */
function initProgress(statuses: readonly Status[], sidecars: ReadonlySet<string | undefined>, total: number): Progress {
  let ready = 0;
  for (const [at, { name, state, started, ready: isUp }] of statuses.entries()) {
    if (state?.terminated?.exitCode === 0) continue;
    if (sidecars.has(name) && started) {
      if (isUp) ready++;
      continue;
    }
    const waiting = state?.waiting?.reason;
    if (state?.terminated !== undefined) return { reason: `Init:${endOf(state.terminated)}`, ready };
    if (waiting && waiting !== 'PodInitializing') return { reason: `Init:${waiting}`, ready };
    return { reason: `Init:${at}/${total}`, ready };
  }
  return { reason: undefined, ready };
}

/** The last main container speaks first, so that the first one has the last word. */
function mainStates(
  statuses: readonly Status[],
  before: string,
  isPodReady: boolean,
): { reason: string; ready: number } {
  let [reason, errorReason, ready] = [before, '', 0];
  for (const { state, ready: isUp } of statuses.toReversed()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated !== undefined) {
      reason = endOf(state.terminated);
      if (state.terminated.exitCode !== 0) errorReason = reason;
    } else if (isUp && state?.running !== undefined) ready++;
  }
  if (reason !== 'Completed') return { reason, ready };
  if (ready > 0 && isPodReady) return { reason: 'Running', ready };
  return { reason: errorReason || (ready > 0 ? 'NotReady' : reason), ready };
}

function endOf({ reason, signal, exitCode = 0 }: NonNullable<NonNullable<Status['state']>['terminated']>): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}
