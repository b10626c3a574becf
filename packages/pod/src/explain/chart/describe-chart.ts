import { enumerate } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { ChartModel, Lane } from './chart-model.ts';
import { SPAN_WORDS } from './span-words.ts';

/** A chart in words, for those who cannot see it. */
export function describeChart({ lanes, marks, end }: ChartModel): string {
  const happenings = marks.map(({ at, text }) => `${text} at ${sayDuration(at)}`);
  const done = happenings.length > 0 ? ` ${enumerate(happenings)}.` : '';
  return `${sayDuration(end)} of a pod's life.${done} ${lanes.map(describeLane).join(' ')}`;
}

function describeLane({ name, spans }: Lane): string {
  const steps = spans.map(({ kind, from }) => `${SPAN_WORDS[kind]} from ${sayDuration(from)}`);
  return `${name}: ${enumerate(steps, MOST)}.`;
}

const MOST = 12;
