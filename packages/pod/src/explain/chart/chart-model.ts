import type { ContainerKind } from '../../model/pod.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { lifeOf, type PodLife } from '../life/life.ts';
import { laneSpans } from './lane-spans.ts';
import { laneMarks, podMarks } from './marks.ts';
import { podSpans } from './pod-spans.ts';

/** What a chart of one pod life shows, as a value: every renderer draws this and nothing else. Times in ms. */
export interface ChartModel {
  /** Name of the scenario or pod. */
  readonly title: string;
  /** `1.36.2` */
  readonly kubelet: string;
  readonly end: number;
  readonly endedBy: Timeline['endedBy'];
  /** The pod's phase over time; covers [0, end] without overlap. */
  readonly pod: readonly PodSpan[];
  /** One per container, in the order of the pod. */
  readonly lanes: readonly Lane[];
  /** What was done to the pod as a whole, by time. */
  readonly marks: readonly PodMark[];
}

/** One container's row. */
export interface Lane {
  readonly name: string;
  readonly kind: ContainerKind;
  /** Covers [0, end] without overlap, by time. */
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
}

/** What a container is doing in a stretch of time. */
export interface Span {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
  /** Number of the start it belongs to, from 0; undefined before the first. */
  readonly attempt: number | undefined;
  /** More than the kind says: a reason, a length, an exit code; empty when there is nothing to add. */
  readonly note: string;
}

/**
 * `runs` is an ordinary init container at work; `notStarted` waits for its startup probe; `started` is not ready yet or
 * any more; `held` has been asked to stop and waits for its turn; `backOff` waits for its restart.
 */
export type SpanKind =
  | 'waiting'
  | 'image'
  | 'runs'
  | 'postStart'
  | 'notStarted'
  | 'started'
  | 'ready'
  | 'preStop'
  | 'held'
  | 'terming'
  | 'backOff'
  | 'exitedOk'
  | 'exitedFailed';

/** A moment in a container's row. */
export interface Mark {
  readonly at: number;
  readonly kind: 'restart' | 'probeFailed' | 'term' | 'exitOk' | 'exitFailed' | 'killed';
  readonly attempt: number;
  readonly text: string;
}

/** The pod as a whole in a stretch of time. */
export interface PodSpan {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Gone';
  readonly ready: boolean;
  readonly deleting: boolean;
  readonly from: number;
  readonly to: number;
}

/** A moment in the pod's life. */
export interface PodMark {
  readonly at: number;
  readonly kind:
    | 'deleted'
    | 'removed'
    | 'evicted'
    | 'crashed'
    | 'imageChanged'
    | 'kubeletRestarted'
    | 'sandboxChanged'
    | 'gone';
  readonly text: string;
}

/**
 * Makes the model of a chart from a timeline; with the scenario it also knows what was done to the pod from outside.
 *
 * @example
 * const { lanes } = chartModel(play(scenario, kubelet), scenario);
 * lanes[0]?.spans.map(({ kind, from, to }) => `${kind} ${from}-${to} ms`);
 */
export function chartModel(timeline: Timeline, scenario?: Scenario): ChartModel {
  return chartOfLife(lifeOf(timeline, scenario));
}

/** The same for a life that has been read already. */
export function chartOfLife(life: PodLife): ChartModel {
  const { timeline } = life;
  return {
    title: timeline.scenario,
    kubelet: timeline.kubelet,
    end: timeline.end,
    endedBy: timeline.endedBy,
    pod: podSpans(timeline),
    lanes: life.containers.map((container) => ({
      name: container.container.name,
      kind: container.container.kind,
      spans: laneSpans(life, container),
      marks: laneMarks(container),
    })),
    marks: podMarks(life),
  };
}
