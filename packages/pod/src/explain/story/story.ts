import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { lifeOf, type PodLife } from '../life/life.ts';
import type { Beat } from './beat.ts';
import { closingBeats } from './closing-beats.ts';
import { imageBeats } from './image-beats.ts';
import { outsideBeats } from './outside-beats.ts';
import { readyBeats } from './ready-beats.ts';
import { restartBeats } from './restart-beats.ts';
import { startBeats } from './start-beats.ts';
import { stopBeats } from './stop-beats.ts';
import { warningBeats } from './warning-beats.ts';

/** What happened at one moment and why, for people. */
export interface Sentence {
  /** ms since the pod was created. */
  readonly at: number;
  /** One or a few short sentences. */
  readonly text: string;
  /** `warning` where something went wrong. */
  readonly level: 'normal' | 'warning';
  /** Names of the containers it speaks of. */
  readonly containers: readonly string[];
}

/**
 * Tells a pod's life: what happened, and why by the kubelet's rules. Repetition is folded; with the scenario policies,
 * grace periods and what was done from outside are named, too.
 *
 * @example
 * story(timeline, scenario).map(({ at, text }) => `${at / 1000} s  ${text}`);
 */
export function story(timeline: Timeline, scenario?: Scenario): readonly Sentence[] {
  return storyOfLife(lifeOf(timeline, scenario));
}

/** The same for a life that has been read already. */
export function storyOfLife(life: PodLife): readonly Sentence[] {
  const beats = [
    ...warningBeats(life),
    ...outsideBeats(life),
    ...startBeats(life),
    ...imageBeats(life),
    ...restartBeats(life),
    ...stopBeats(life),
    ...readyBeats(life),
    ...closingBeats(life),
  ];
  return shorten(merge(beats.toSorted((a, b) => a.at - b.at || a.order - b.order)));
}

/** What happened at one moment is told in one go. */
function merge(beats: readonly Beat[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  for (const { at, text, level, containers } of beats) {
    const before = sentences.at(-1);
    if (!before || at - before.at > SAME_MOMENT) {
      sentences.push({ at, text, level, containers });
      continue;
    }
    if (before.text.includes(text)) continue;
    sentences[sentences.length - 1] = {
      at: before.at,
      text: `${before.text} ${text}`,
      level: level === 'warning' ? level : before.level,
      containers: [...new Set([...before.containers, ...containers])],
    };
  }
  return sentences;
}

/** Steps of a machine that follow each other in so many ms are one moment to people. */
const SAME_MOMENT = 120;

/** A story is never longer than what a person would read: the middle goes. */
function shorten(sentences: readonly Sentence[]): readonly Sentence[] {
  if (sentences.length <= MOST) return sentences;
  const [head, tail] = [sentences.slice(0, HEAD), sentences.slice(HEAD - MOST + 1)];
  const left = sentences.slice(HEAD, HEAD - MOST + 1);
  const containers = [...new Set(left.flatMap((sentence) => sentence.containers))];
  const level = left.some((sentence) => sentence.level === 'warning') ? 'warning' : 'normal';
  const text = `So it goes on; ${left.length} more steps are left out here.`;
  return [...head, { at: left[0]?.at ?? 0, text, level, containers }, ...tail];
}

const MOST = 40;
const HEAD = 28;
