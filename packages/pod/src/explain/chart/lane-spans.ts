import type { Attempt } from '../life/attempt.ts';
import { between } from '../life/by-time.ts';
import { type ContainerLife, type PodLife, shownAt } from '../life/life.ts';
import { pauseAfter } from '../life/pause.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { Span, SpanKind } from './chart-model.ts';
import { runningSpans } from './running-spans.ts';

/** Cuts one container's time into spans, from the pod's creation to the end of the play. */
export function laneSpans(life: PodLife, container: ContainerLife): readonly Span[] {
  const { end } = life.timeline;
  const spans: Span[] = [];
  const add = (span: Span): void => {
    const from = Math.max(span.from, spans.at(-1)?.to ?? 0);
    const to = Math.min(span.to, end);
    if (to <= from) return;
    const before = spans.at(-1);
    if (before && before.kind === span.kind && before.attempt === span.attempt && before.note === span.note)
      spans[spans.length - 1] = { ...before, to };
    else spans.push({ ...span, from, to });
  };
  const { attempts } = container;
  for (const span of waitingSpans(container, 0, attempts[0]?.start ?? end)) add(span);
  for (const [index, attempt] of attempts.entries()) {
    const until = attempt.end?.at ?? attempts[index + 1]?.start ?? end;
    for (const span of runningSpans(life, container, { attempt, until })) add(span);
    for (const span of pauseSpans(life, container, index)) add(span);
  }
  return spans;
}

/** Before a container is there: what keeps it from being started. */
function waitingSpans(container: ContainerLife, from: number, to: number, attempt?: number): readonly Span[] {
  const changes = between(container.shown, from, to).filter(({ at }) => at > from && at < to);
  const starts = [from, ...changes.map(({ at }) => at)];
  return starts.map((at, i) => {
    const state = shownAt(container, at)?.state;
    const reason = state?.is === 'waiting' ? state.reason : '';
    const kind: SpanKind = reason.includes('Image') ? 'image' : 'waiting';
    return { kind, from: at, to: starts[i + 1] ?? to, attempt, note: reason };
  });
}

function pauseSpans(life: PodLife, container: ContainerLife, index: number): readonly Span[] {
  const pause = pauseAfter(life, container, index);
  const attempt = container.attempts[index] as Attempt;
  if (!pause || !attempt.end) return [];
  const { code } = attempt.end;
  const { attempt: number } = attempt;
  const to = pause.to ?? life.timeline.end;
  if (pause.backOff) {
    const wait = pause.wait === undefined ? 'back-off' : `back-off ${sayDuration(pause.wait)}`;
    return [{ kind: 'backOff', from: pause.from, to, attempt: number, note: `${wait} after exit ${code}` }];
  }
  const exited: SpanKind = code === 0 ? 'exitedOk' : 'exitedFailed';
  const waits = waitsAgain(container, pause.from, to);
  return [
    { kind: exited, from: pause.from, to: waits, attempt: number, note: `exit ${code}` },
    ...(waits < to ? waitingSpans(container, waits, to, number) : []),
  ];
}

/** When a container that ended is shown as waiting again, for a new sandbox or a restart of all containers. */
function waitsAgain({ shown }: ContainerLife, from: number, to: number): number {
  const waiting = between(shown, from, to).filter(({ at }) => at < to);
  const last = waiting.at(-1);
  if (last?.status.state.is !== 'waiting') return to;
  return waiting.find(({ status }) => status.state.is === 'waiting')?.at ?? to;
}
