import type { Container } from '../../model/pod.ts';
import type { PodLife } from '../life/life.ts';

/** One step of a life that can be found again in another life of the same pod. */
export interface Step {
  /** The same in both lives. */
  readonly key: string;
  readonly at: number;
  readonly what: StepKind;
  /** Undefined for the pod itself. */
  readonly container: Container | undefined;
  /** `app starts again (restart 2)` */
  readonly text: string;
}

/** The kinds of steps that are compared. */
export type StepKind = 'start' | 'preStop' | 'term' | 'end' | 'podReady' | 'phase' | 'gone';

/** Every step of a life, by time. */
export function stepsOf(life: PodLife): readonly Step[] {
  const steps = life.containers.flatMap(({ container, attempts }) =>
    attempts.flatMap((attempt, i) => {
      const { name } = container;
      const step = (what: StepKind, at: number | undefined, text: string): readonly Step[] =>
        at === undefined ? [] : [{ key: `${name}/${i}/${what}`, at, what, container, text: `${name} ${text}` }];
      const { end } = attempt;
      const ending = end?.by === 'kill' ? 'is killed' : `ends with ${end?.code}`;
      return [
        ...step('start', attempt.start, i === 0 ? 'starts' : `starts again (restart ${i})`),
        ...step('preStop', attempt.hooks.find((hook) => hook.kind === 'preStop')?.from, 'begins its preStop hook'),
        ...step('term', attempt.term, 'gets SIGTERM'),
        ...step('end', end?.at, ending).map((one) => ({ ...one, key: `${one.key} ${ending}` })),
      ];
    }),
  );
  return [...steps, ...podSteps(life)].sort((a, b) => a.at - b.at);
}

/** Causes before consequences, for steps of the same moment. */
export const STEP_RANK: Readonly<Record<StepKind, number>> = {
  preStop: 0,
  term: 1,
  end: 2,
  start: 3,
  podReady: 4,
  phase: 5,
  gone: 6,
};

function podSteps({ timeline, goneAt }: PodLife): readonly Step[] {
  const step = (what: StepKind, at: number | undefined, text: string): readonly Step[] =>
    at === undefined ? [] : [{ key: text, at, what, container: undefined, text }];
  const ready = timeline.status.find(({ status }) => status?.conditions.some((c) => c.type === 'Ready' && c.status));
  const over = timeline.status.find(({ status }) => status?.phase === 'Succeeded' || status?.phase === 'Failed');
  return [
    ...step('podReady', ready?.at, 'the pod becomes Ready'),
    ...step('phase', over?.at, over?.status?.phase === 'Failed' ? 'the pod has failed' : 'the pod has succeeded'),
    ...step('gone', goneAt, 'the pod is gone'),
  ];
}
