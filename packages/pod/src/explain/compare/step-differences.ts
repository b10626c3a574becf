import type { PodLife } from '../life/life.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { Difference } from './difference.ts';
import { STEP_RANK, type Step, stepsOf } from './steps.ts';

/** A step that is at another time in the other life, or only in one of them. */
export interface StepDifference {
  readonly step: Step;
  /** When, in the first and in the second life; undefined = never. */
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** The step at which two lives part; undefined when they are the same. */
export function firstDifference(a: PodLife, b: PodLife): StepDifference | undefined {
  return allDifferences(a, b)[0];
}

/** The step at which the lives part, then for every other container (and the pod) the first of its own. */
export function stepDifferences(a: PodLife, b: PodLife): readonly Difference[] {
  const told = new Set<string | undefined>();
  const chosen = allDifferences(a, b).filter(({ step }) => {
    const who = step.container?.name ?? step.key;
    if (told.has(who)) return false;
    told.add(who);
    return true;
  });
  return chosen.map((difference) => toDifference(difference, a, b));
}

function allDifferences(a: PodLife, b: PodLife): readonly StepDifference[] {
  const inA = byKey(stepsOf(a));
  const inB = byKey(stepsOf(b));
  const end = Math.min(a.timeline.end, b.timeline.end);
  const differences: StepDifference[] = [];
  for (const [key, step] of inA) differences.push({ step, a: step.at, b: inB.get(key)?.at });
  for (const [key, step] of inB) if (!inA.has(key)) differences.push({ step, a: undefined, b: step.at });
  return differences
    .filter(({ a: x, b: y }) => Math.abs((x ?? NEVER) - (y ?? NEVER)) > TOLERANCE)
    .filter((difference) => momentOf(difference) <= end + TOLERANCE)
    .sort((x, y) => momentOf(x) - momentOf(y) || STEP_RANK[x.step.what] - STEP_RANK[y.step.what]);
}

/** Steps as near as this, in ms, are at the same time: a machine's starts and relists take that long. */
const TOLERANCE = 900;
const NEVER = Number.POSITIVE_INFINITY;

/** The lives part where the earlier of the two does something. */
function momentOf({ a, b }: StepDifference): number {
  return Math.min(a ?? NEVER, b ?? NEVER);
}

function byKey(steps: readonly Step[]): ReadonlyMap<string, Step> {
  return new Map(steps.map((step) => [step.key, step]));
}

function toDifference(difference: StepDifference, first: PodLife, second: PodLife): Difference {
  const { step, a, b } = difference;
  const containers = step.container ? [step.container.name] : [];
  return {
    kind: 'step',
    what: step.text,
    a: when(a, first),
    b: when(b, second),
    at: momentOf(difference),
    containers,
  };
}

/** A play that ended before its pod cannot say never. */
function when(at: number | undefined, { timeline }: PodLife): string {
  if (at !== undefined) return `at ${sayDuration(at)}`;
  return timeline.endedBy === 'until' ? `not by ${sayDuration(timeline.end)}` : 'never';
}
