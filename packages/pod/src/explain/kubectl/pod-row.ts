import type { ContainerStatus } from '../../lifecycle/status/container-statuses.ts';
import type { PodStatus } from '../../lifecycle/status/pod-status.ts';
import type { Container } from '../../model/pod.ts';
import type { StatusEntry } from '../../simulate/timeline.ts';
import { humanDuration } from '../words/human-duration.ts';

/** One line of `kubectl get pod`: what stands under each heading, and the numbers behind it. */
export interface PodRow {
  /** ms since the pod was created. */
  readonly at: number;
  /** READY: `1/2` */
  readonly ready: string;
  /** STATUS: `Init:0/1`, `Running`, `CrashLoopBackOff` … */
  readonly status: string;
  /** RESTARTS without its age. */
  readonly restarts: number;
  /** When the newest of these restarts was due to a container's end, in ms; undefined without one. */
  readonly restartedAt: number | undefined;
}

/**
 * What `kubectl get pod` shows for a status.
 *
 * Source: kubernetes/kubernetes pkg/printers/internalversion/printers.go: printPod at 1.36.2.
 */
export function podRow({ at, status, deleting }: StatusEntry, containers: readonly Container[]): PodRow {
  const inits = summary(status, containers, isInit);
  const mains = summary(status, containers, (c) => c.kind === 'main');
  const counted = containers.filter((c) => c.kind === 'sidecar' || c.kind === 'main');
  const phase = status?.phase ?? 'Pending';
  let reason = status?.reason || phase;

  const progress = initProgress(status, containers);
  reason = progress.reason ?? reason;
  let { ready } = progress;
  let counts = inits;
  if (progress.reason === undefined || status?.conditions.some((c) => c.type === 'Initialized' && c.status)) {
    const sidecars = summary(status, containers, (c) => c.kind === 'sidecar');
    counts = {
      restarts: sidecars.restarts + mains.restarts,
      restartedAt: latest([sidecars.restartedAt, mains.restartedAt]),
    };
    const states = mainStates(status, containers, reason);
    reason = states.reason;
    ready += states.ready;
  }
  const over = phase === 'Succeeded' || phase === 'Failed';
  if (deleting && !over) reason = 'Terminating';
  return { at, ready: `${ready}/${counted.length}`, status: reason, ...counts };
}

/** RESTARTS as printed: `3`, or `3 (5s ago)` when the age of the last one is known. */
export function printRestarts({ restarts, restartedAt }: PodRow, now: number): string {
  if (restarts === 0 || restartedAt === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now - restartedAt)} ago)`;
}

interface Summary {
  readonly restarts: number;
  readonly restartedAt: number | undefined;
}

function isInit({ kind }: Container): boolean {
  return kind === 'init' || kind === 'sidecar';
}

function summary(
  status: PodStatus | undefined,
  containers: readonly Container[],
  isMeant: (c: Container) => boolean,
): Summary {
  const meant = containers.filter(isMeant).flatMap((c) => status?.containers[c.index] ?? []);
  return {
    restarts: meant.reduce((sum, { restarts }) => sum + restarts, 0),
    restartedAt: latest(meant.map(({ last }) => last?.finishedAt)),
  };
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined && !Number.isNaN(time));
  return known.length > 0 ? Math.max(...(known as number[])) : undefined;
}

/** How far initialisation is: the first init container that is not done tells; `reason` undefined = all are. */
function initProgress(
  status: PodStatus | undefined,
  containers: readonly Container[],
): { readonly reason: string | undefined; readonly ready: number } {
  const inits = containers.filter(isInit);
  let ready = 0;
  for (const [i, c] of inits.entries()) {
    const shown = status?.containers[c.index];
    if (!shown || (shown.state.is === 'terminated' && shown.state.exitCode === 0)) continue;
    if (c.kind === 'sidecar' && shown.started) {
      if (shown.ready) ready++;
      continue;
    }
    return { reason: `Init:${initReason(shown, `${i}/${inits.length}`)}`, ready };
  }
  return { reason: undefined, ready };
}

function initReason({ state }: ContainerStatus, progress: string): string {
  if (state.is === 'terminated') return state.reason || `ExitCode:${state.exitCode}`;
  if (state.is === 'waiting' && state.reason !== '' && state.reason !== 'PodInitializing') return state.reason;
  return progress;
}

/** The main containers, the last one first: the first one that has something to say has the last word. */
function mainStates(
  status: PodStatus | undefined,
  containers: readonly Container[],
  before: string,
): { readonly reason: string; readonly ready: number } {
  let [reason, errorReason, ready] = [before, '', 0];
  for (const c of containers.filter(({ kind }) => kind === 'main').toReversed()) {
    const shown = status?.containers[c.index];
    if (!shown) continue;
    const { state } = shown;
    if (state.is === 'waiting' && state.reason !== '') reason = state.reason;
    else if (state.is === 'terminated') {
      reason = state.reason || `ExitCode:${state.exitCode}`;
      if (state.exitCode !== 0) errorReason = reason;
    } else if (state.is === 'running' && shown.ready) ready++;
  }
  if (reason !== 'Completed') return { reason, ready };
  const podReady = status?.conditions.some((c) => c.type === 'Ready' && c.status);
  if (ready > 0 && podReady) return { reason: 'Running', ready };
  if (errorReason) return { reason: errorReason, ready };
  return { reason: ready > 0 ? 'NotReady' : reason, ready };
}
