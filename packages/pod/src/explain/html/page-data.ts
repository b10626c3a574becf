import type { ContainerState } from '../../lifecycle/status/container-statuses.ts';
import type { ChartModel, Span } from '../chart/chart-model.ts';
import { podWord } from '../chart/pod-word.ts';
import { spanText } from '../chart/span-words.ts';
import { podRows } from '../kubectl/pod-rows.ts';
import type { AttemptEnd } from '../life/attempt.ts';
import type { PodLife } from '../life/life.ts';
import type { Sentence } from '../story/story.ts';
import { printable } from '../words/printable.ts';

/** Everything a page can show of one life at any moment: tracks of changes, each sorted by time in ms. */
export interface LifeData {
  readonly pod: string;
  readonly end: number;
  readonly goneAt: number | null;
  /** Time, READY, STATUS, RESTARTS, time of the last restart's cause. */
  readonly get: readonly (readonly [number, string, string, number, number | null])[];
  /** Time, word for the pod's state. */
  readonly phase: readonly (readonly [number, string])[];
  readonly containers: readonly ContainerData[];
  /** Name, then time, value, reason and message of every change. */
  readonly conditions: readonly (readonly [string, readonly (readonly [number, boolean, string])[]])[];
  /** Time, type, reason, message, count. */
  readonly events: readonly (readonly [number, string, string, string, number])[];
  /** Times of the story's sentences. */
  readonly story: readonly number[];
}

/** One container's tracks. */
interface ContainerData {
  readonly name: string;
  readonly kind: string;
  /** Time, kind of span, words for it. */
  readonly spans: readonly (readonly [number, string, string])[];
  /** Time, state as the API shows it, ready, started, restarts. */
  readonly shown: readonly (readonly [number, string, boolean, boolean, number])[];
}

/** Collects what a page needs of a life. */
export function lifeData(life: PodLife, model: ChartModel, sentences: readonly Sentence[]): LifeData {
  const { timeline } = life;
  const withField = Number(timeline.kubelet.split('.')[1]) >= 35;
  return {
    pod: printable(timeline.scenario),
    end: timeline.end,
    goneAt: life.goneAt ?? null,
    get: podRows(timeline).map((row) => [row.at, row.ready, row.status, row.restarts, row.restartedAt ?? null]),
    phase: model.pod.map((span) => [span.from, podWord(span)]),
    containers: life.containers.map(({ container, shown, attempts }, i) => ({
      name: printable(container.name),
      kind: container.kind,
      spans: spanTrack(model.lanes[i]?.spans ?? [], attempts.at(-1)?.end),
      shown: shown.map(({ at, status }) => [
        at,
        stateText(status.state),
        status.ready,
        status.started ?? false,
        status.restarts,
      ]),
    })),
    conditions: conditionTracks(life),
    events: timeline.events.map(({ at, type, reason, message, field, count }) => [
      at,
      type,
      reason,
      printable(withField && field !== undefined ? `${field}: ${message.trim()}` : message.trim()),
      count,
    ]),
    story: sentences.map((sentence) => sentence.at),
  };
}

/** The spans, and the end of a container that ended in the very last moment. */
function spanTrack(spans: readonly Span[], last: AttemptEnd | undefined): ContainerData['spans'] {
  const track = spans.map((span) => [span.from, span.kind, spanText(span)] as const);
  if (!last || last.at < (spans.at(-1)?.to ?? 0)) return track;
  const kind = last.code === 0 ? 'exitedOk' : 'exitedFailed';
  return [...track, [last.at, kind, spanText({ kind, note: `exit ${last.code}` })]];
}

function stateText(state: ContainerState): string {
  switch (state.is) {
    case 'running':
      return 'Running';
    case 'waiting':
      return `Waiting${state.reason === '' ? '' : ` (${state.reason})`}`;
    case 'terminated':
      return `Terminated (${state.reason}, exit ${state.exitCode})`;
  }
}

/** Every condition that the pod ever had, in the order in which the kubelet writes them, with its changes. */
function conditionTracks({ timeline }: PodLife): LifeData['conditions'] {
  const tracks = new Map<string, [number, boolean, string][]>();
  for (const { at, status } of timeline.status) {
    for (const { type, status: value, reason, message } of status?.conditions ?? []) {
      const track = tracks.get(type) ?? [];
      tracks.set(type, track);
      const text = message === '' ? reason : `${reason}: ${message}`;
      const before = track.at(-1);
      if (before?.[1] === value && before[2] === text) continue;
      if (before?.[0] === at) track.pop();
      track.push([at, value, text]);
    }
  }
  return [...tracks];
}
