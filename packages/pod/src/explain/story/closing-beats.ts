import type { PodLife } from '../life/life.ts';
import { podStops } from '../life/pod-stops.ts';
import { wouldRestart } from '../life/policy.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import { type Beat, ORDER } from './beat.ts';
import { isRefused } from './warning-beats.ts';
import { whyNotReady } from './why-not-ready.ts';

/** How it ended: the final phase and why, when the pod was gone, or in what state the play left it and why. */
export function closingBeats(life: PodLife): readonly Beat[] {
  const phase = finalPhase(life);
  const last = life.goneAt === undefined ? left(life) : gone(life);
  return [...(phase ? [phase] : []), ...(last ? [last] : [])];
}

function finalPhase(life: PodLife): Beat | undefined {
  const entry = life.timeline.status.find(({ status }) => status?.phase === 'Succeeded' || status?.phase === 'Failed');
  if (!entry?.status) return undefined;
  const { phase, reason } = entry.status;
  const [level, containers] = [phase === 'Failed' ? 'warning' : 'normal', [] as string[]] as const;
  const why = phase === 'Failed' ? failedBecause(life, reason) : '';
  return { at: entry.at, order: ORDER.phase, text: `The pod has ${phase}${why}.`, level, containers };
}

function failedBecause(life: PodLife, reason: string): string {
  if (reason !== '') return ` (${reason})`;
  const failed = life.containers.filter(({ container, attempts }) => {
    const end = attempts.at(-1)?.end;
    return container.kind !== 'sidecar' && end !== undefined && end.code !== 0;
  });
  const ends = failed.map(({ container, attempts }) => `${container.name} with ${attempts.at(-1)?.end?.code}`);
  if (ends.length > 0) return `: ${enumerate(ends)}`;
  const never = life.containers.filter(({ container, attempts }) => container.kind === 'main' && attempts.length === 0);
  return never.length > 0 ? `: ${enumerate(never.map(({ container }) => container.name))} never ran` : '';
}

function gone(life: PodLife): Beat {
  const at = life.goneAt ?? 0;
  const stop = podStops(life).findLast(({ why }) => why === 'deleted');
  const took = stop && at - stop.at >= 100 ? `, ${sayDuration(at - stop.at)} after it was deleted` : '';
  return { at, order: ORDER.closing, text: `The pod is gone${took}.`, level: 'normal', containers: [] };
}

/** The play ended first: what is the matter, if anything is. */
function left(life: PodLife): Beat | undefined {
  const { timeline } = life;
  const { end } = timeline;
  const entry = timeline.status.at(-1);
  const phase = entry?.status?.phase ?? 'Pending';
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  const beat = (text: string, level: Beat['level'], containers: readonly string[] = []): Beat => ({
    at: end,
    order: ORDER.closing,
    text,
    level,
    containers,
  });
  if (entry?.deleting) return beat('Here the play ends; the pod is still being stopped.', 'warning');
  const ready = entry?.status?.conditions.some((c) => c.type === 'Ready' && c.status);
  if (ready) return end > 0 ? beat('Here the play ends; the pod is Running and Ready.', 'normal') : undefined;
  const { reasons, containers } = isRefused(life) ? { reasons: [], containers: [] } : whyNotReady(life);
  const why = reasons.length > 0 ? `: ${enumerate(reasons, 4)}` : '';
  const hangs = stillRunning(life);
  const wasReady = timeline.status.some(({ status }) => status?.conditions.some((c) => c.type === 'Ready' && c.status));
  const state = phase === 'Pending' ? 'still Pending' : `Running, but ${wasReady ? 'not' : 'never was'} Ready`;
  return beat(`Here the play ends; the pod is ${state}${why}.${hangs}`, 'warning', containers);
}

/** Some main containers are done for good, but the pod cannot end while others run: the fate of sidecars of the old kind. */
function stillRunning(life: PodLife): string {
  const mains = life.containers.filter(({ container }) => container.kind === 'main');
  const done = mains.filter((c) => {
    const end = c.attempts.at(-1)?.end;
    return end !== undefined && wouldRestart(life, c, end.code) === false;
  });
  const running = mains
    .filter(({ attempts }) => attempts.length > 0 && !attempts.at(-1)?.end)
    .map(({ container }) => container.name);
  if (done.length === 0 || running.length === 0) return '';
  return ` It does not end while ${enumerate(running)} ${plural(running, 'runs', 'run')}.`;
}
