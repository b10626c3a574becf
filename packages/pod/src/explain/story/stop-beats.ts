import { kubeletOf } from '../../kubelet/profile.ts';
import type { PodLife } from '../life/life.ts';
import { type PodStop, podStops, type Stopped } from '../life/pod-stops.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { type Beat, ORDER } from './beat.ts';
import { stopCourse } from './stop-course.ts';
import { stopReason } from './stop-reason.ts';
import { MOMENT, nameOf, signalText } from './stop-signals.ts';

/** How the pod as a whole was stopped: hooks, signals in their order, ends, and what forced them. */
export function stopBeats(life: PodLife): readonly Beat[] {
  return podStops(life).flatMap((stop) => [beginning(life, stop), ...stopCourse(stop)]);
}

function beginning(life: PodLife, stop: PodStop): Beat {
  const { at, stopped } = stop;
  const hooks = stopped.filter(({ preStop }) => preStop !== undefined);
  const atOnce = stopped.filter(({ term }) => term !== undefined && term - at < MOMENT);
  const waiting = stopped.filter(({ preStop, term }) => !preStop && (term === undefined || term - at >= MOMENT));
  const parts = [stopReason(life, stop), hookText(hooks), signalText(atOnce)];
  if (isUnordered(life, atOnce)) parts.push('Kubelets before 1.29 know no order (k/k#120620).');
  if (waiting.length > 0) parts.push(`${waitText(life, stopped, waiting)}.`);
  const text = parts.filter((part) => part !== '').join(' ');
  return { at, order: ORDER.stop, text, level: 'normal', containers: stopped.map(nameOf) };
}

function hookText(hooks: readonly Stopped[]): string {
  if (hooks.length === 0) return '';
  const whose = enumerate(hooks.map(nameOf));
  return hooks.length === 1 ? `The preStop hook of ${whose} begins.` : `The preStop hooks of ${whose} all begin now.`;
}

function isUnordered({ timeline }: PodLife, atOnce: readonly Stopped[]): boolean {
  const kinds = new Set(atOnce.map(({ attempt }) => attempt.container.kind));
  const unordered = kubeletOf(timeline.kubelet)?.bugs.sidecarsStopInParallel ?? false;
  return unordered && kinds.has('main') && kinds.has('sidecar');
}

/** What the sidecars wait for. */
function waitText(life: PodLife, stopped: readonly Stopped[], waiting: readonly Stopped[]): string {
  const names = enumerate(waiting.map(nameOf));
  const wait = `${names} ${plural(waiting, 'waits', 'wait')}`;
  const missing = missingSidecar(life, stopped, waiting);
  if (missing) return `${wait} for ${missing}, which does not even run: a bug of this version (k/k#125880)`;
  const mains = stopped.filter(({ attempt }) => attempt.container.kind === 'main').map(nameOf);
  if (mains.length === 0)
    return `${wait} for ${plural(waiting, 'its turn', 'their turn')}: sidecars stop in reverse order`;
  return `${wait} for ${enumerate(mains)} to end${waiting.length > 1 ? ', and then stop in reverse order' : ''}`;
}

/** The sidecar that an affected kubelet waits for although it is not there. */
function missingSidecar(life: PodLife, stopped: readonly Stopped[], waiting: readonly Stopped[]): string | undefined {
  if (!kubeletOf(life.timeline.kubelet)?.bugs.notStartedSidecarBlocksStop) return undefined;
  const sidecars = life.containers.map((c) => c.container).filter((c) => c.kind === 'sidecar');
  const last = waiting.at(-1)?.attempt.container.index ?? 0;
  const next = sidecars.find((c) => c.index > last);
  return next && !stopped.some(({ attempt }) => attempt.container.index === next.index) ? next.name : undefined;
}
