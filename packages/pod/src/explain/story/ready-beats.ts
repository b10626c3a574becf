import type { PodSpan } from '../chart/chart-model.ts';
import { podSpans } from '../chart/pod-spans.ts';
import { between } from '../life/by-time.ts';
import { type ContainerLife, type PodLife, shownAt } from '../life/life.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { type Beat, ORDER } from './beat.ts';

/** When the pod became Ready; when a readiness probe took that away and gave it back. Restarts are told elsewhere. */
export function readyBeats(life: PodLife): readonly Beat[] {
  const beats: Beat[] = [];
  const counted = life.containers.filter(({ container }) => container.kind === 'main' || container.kind === 'sidecar');
  const all = `${counted.length}/${counted.length}`;
  let lost = 0;
  let died = false;
  for (const [was, now] of changesOf(podSpans(life.timeline))) {
    const at = now.from;
    if (now.ready && beats.length === 0) beats.push(beat(at, `The pod is Ready (${all}).`, 'normal', []));
    else if (now.ready && (died || (lost > 0 && lost <= FLIPS)))
      beats.push(beat(at, `The pod is Ready again (${all}).`, 'normal', []));
    else if (was.ready && !now.deleting) {
      died = hasDied(life, was.from, at);
      const failing = counted.filter((container) => lostReadiness(container, at));
      if (failing.length === 0) continue;
      lost++;
      const names = failing.map(({ container }) => container.name);
      const probes = plural(names, 'readiness probe', 'readiness probes');
      const more = lost === FLIPS ? ' It goes on like this.' : '';
      const text = `The ${probes} of ${enumerate(names)} ${plural(names, 'fails', 'fail')}: the pod is not Ready any more, and gets no traffic.${more}`;
      if (lost <= FLIPS) beats.push(beat(at, text, 'warning', names));
    }
  }
  return beats;
}

/** The pod lost everything it ran: how its containers start again is told, and so is that it has come back. */
function hasDied({ scenario }: PodLife, from: number, to: number): boolean {
  const timeline = scenario?.timeline ?? [];
  return timeline.some(
    (done) => done.does === 'crash' && typeof done.what === 'string' && done.at >= from && done.at <= to,
  );
}

/** So many losses are told. */
const FLIPS = 3;

function changesOf(spans: readonly PodSpan[]): readonly (readonly [PodSpan, PodSpan])[] {
  const changes: (readonly [PodSpan, PodSpan])[] = [];
  const [first] = spans;
  if (first?.ready) changes.push([{ ...first, ready: false }, first]);
  for (const [i, span] of spans.entries()) {
    const before = spans[i - 1];
    if (before && before.ready !== span.ready) changes.push([before, span]);
  }
  return changes;
}

/** It runs on, but a probe has said that it is not ready. */
function lostReadiness(container: ContainerLife, at: number): boolean {
  const shown = shownAt(container, at);
  if (shown?.state.is !== 'running' || shown.ready || !container.container.probes.readiness) return false;
  const attempt = container.attempts.findLast((a) => a.start <= at);
  return between(attempt?.probes ?? [], at - 2000, at).some((run) => run.kind === 'readiness' && !run.ok);
}

function beat(at: number, text: string, level: Beat['level'], containers: readonly string[]): Beat {
  return { at, order: ORDER.ready, text, level, containers };
}
