import type { Attempt } from '../life/attempt.ts';
import { between } from '../life/by-time.ts';
import { type ContainerLife, type PodLife, shownAt } from '../life/life.ts';
import { stopOf } from '../life/stop.ts';
import type { Span, SpanKind } from './chart-model.ts';

/** An attempt, and when it ended or was lost sight of. */
export interface Run {
  readonly attempt: Attempt;
  readonly until: number;
}

/** Cuts one attempt into spans: hooks, waiting for the startup probe, started, ready, and the stages of its stop. */
export function runningSpans(life: PodLife, container: ContainerLife, run: Run): readonly Span[] {
  const { attempt, until } = run;
  const stages = [...startStages(attempt), ...stopStages(life, container, run)].filter(({ to, from }) => to > from);
  const spans: Span[] = [];
  let at = attempt.start;
  for (const stage of stages) {
    const from = Math.max(stage.from, at);
    if (stage.to <= from) continue;
    spans.push(...probedSpans(container, attempt, { from: at, to: from }), { ...stage, from });
    at = stage.to;
  }
  return [...spans, ...probedSpans(container, attempt, { from: at, to: until })];
}

function startStages(attempt: Attempt): readonly Span[] {
  const { start, hooks, container } = attempt;
  const end = attempt.end?.at ?? Number.POSITIVE_INFINITY;
  const run = hooks.find((hook) => hook.kind === 'postStart');
  if (run) return [span('postStart', { attempt, from: run.from, to: run.to ?? Math.min(attempt.term ?? end, end) })];
  const sleep = container.hooks.postStart?.sleepSeconds;
  if (sleep === undefined) return [];
  return [span('postStart', { attempt, from: start, to: Math.min(start + sleep * 1000, end) })];
}

/** preStop, then waiting for its turn, then the time from the stop signal to the end. */
function stopStages(life: PodLife, container: ContainerLife, { attempt, until }: Run): readonly Span[] {
  const stop = stopOf(life, container, attempt);
  const end = attempt.end?.at ?? until;
  const term = attempt.term ?? end;
  const stages: Span[] = [];
  if (stop) {
    const hook = preStopEnd(attempt, { from: stop.at, to: term, why: stop.why });
    if (hook > stop.at) stages.push(span('preStop', { attempt, from: stop.at, to: hook }));
    stages.push(span('held', { attempt, from: hook, to: term }));
  }
  stages.push(span('terming', { attempt, from: term, to: end }));
  return stages;
}

function preStopEnd(
  attempt: Attempt,
  stop: { readonly from: number; readonly to: number; readonly why: string },
): number {
  const run = attempt.hooks.find((hook) => hook.kind === 'preStop');
  if (run) return run.to ?? stop.to;
  const sleep = attempt.container.hooks.preStop?.sleepSeconds;
  // A restart of all containers gives no grace, so no preStop either.
  if (sleep === undefined || stop.why === 'restartAll') return stop.from;
  return Math.min(stop.from + sleep * 1000, stop.to);
}

/** What the probes had to say while nothing else was going on. */
function probedSpans(
  container: ContainerLife,
  attempt: Attempt,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Span[] {
  if (to <= from) return [];
  if (container.container.kind === 'init') return [span('runs', { attempt, from, to })];
  const changes = between(container.shown, from, to).filter(({ at }) => at > from && at < to);
  const starts = [from, ...changes.map(({ at }) => at)];
  return starts.map((at, i) => span(probed(container, attempt, at), { attempt, from: at, to: starts[i + 1] ?? to }));
}

function probed(container: ContainerLife, attempt: Attempt, at: number): SpanKind {
  const shown = shownAt(container, at);
  // The API server hears of a start a moment later, and then of its second, not its millisecond.
  const known = shown?.state.is === 'running' && shown.state.startedAt > attempt.start - 1000;
  if (known && shown.ready) return 'ready';
  return !attempt.container.probes.startup || (known && shown.started) ? 'started' : 'notStarted';
}

function span(
  kind: SpanKind,
  { attempt, from, to }: { readonly attempt: Attempt; readonly from: number; readonly to: number },
): Span {
  return { kind, from, to, attempt: attempt.attempt, note: '' };
}
