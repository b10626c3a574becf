import { describe, expect, test } from 'vitest';
import { kubeletOf } from '../kubelet/profile.ts';
import { DEFAULT_VERSION } from '../kubelet/version.ts';
import { play } from './play.ts';
import { readScenario } from './read-scenario.ts';
import { GOLDEN_TIMELINES, type GoldenTimeline } from './testing/golden-timelines.ts';
import type { LogEntry, StatusEntry, Timeline } from './timeline.ts';

describe('golden timelines of the reference, in nominal timing', () => {
  test.each(GOLDEN_TIMELINES)('$id: $says', (golden) => {
    const timeline = playGolden(golden);
    if (golden.lives) expect(livesOf(timeline, golden)).toEqual(golden.lives);
    if (golden.starts) expect(startsOf(timeline)).toEqual(golden.starts);
    if (golden.phases !== undefined) expect(phasesOf(timeline, golden)).toBe(golden.phases);
  });
});

function playGolden({ id, kubelet = DEFAULT_VERSION, pod, behaviour, timeline, until }: GoldenTimeline): Timeline {
  const read = readScenario({ metadata: { name: id }, pod: { spec: pod }, behaviour, timeline, until });
  const profile = kubeletOf(kubelet);
  if (!read.ok || !profile) throw new Error(`${id} cannot be played: ${JSON.stringify(read)}`);
  return play(read.scenario, profile);
}

/** What each container did: `0 start, 10 term, 12 exit 0`. */
function livesOf({ log, containers }: Timeline, { from = 0 }: GoldenTimeline): Readonly<Record<string, string>> {
  const told = log.filter((entry) => entry.what !== 'probe' && entry.at >= from * 1000);
  return Object.fromEntries(
    containers.flatMap(({ name }) => {
      const own = told.filter((entry) => entry.container === name);
      return own.length > 0 ? [[name, own.map((entry) => `${seconds(entry, from)} ${wordsOf(entry)}`).join(', ')]] : [];
    }),
  );
}

function startsOf({ log }: Timeline): Readonly<Record<string, readonly number[]>> {
  const starts: Record<string, number[]> = {};
  for (const { what, container, at } of log) {
    if (what !== 'start') continue;
    const own = starts[container] ?? [];
    own.push(at / 1000);
    starts[container] = own;
  }
  return starts;
}

/** The phase and what is true of the pod, where that changes at another moment: `0 Pending, 5 Running Ready`. */
function phasesOf({ status }: Timeline, { from = 0 }: GoldenTimeline): string {
  const said: string[] = [];
  for (const [i, entry] of status.entries()) {
    if (status[i + 1]?.at === entry.at || entry.at < from * 1000) continue;
    const shown = shownOf(entry);
    if (said.at(-1)?.split(' ').slice(1).join(' ') !== shown) said.push(`${seconds(entry, from)} ${shown}`);
  }
  return said.join(', ');
}

function shownOf({ status, gone }: StatusEntry): string {
  if (gone) return `gone ${status?.phase}`;
  const conditions = ['Initialized', 'Ready'].filter((type) =>
    status?.conditions.some((c) => c.type === type && c.status),
  );
  return [status?.phase, ...conditions].join(' ');
}

function wordsOf(entry: LogEntry): string {
  switch (entry.what) {
    case 'exit':
      return `exit ${entry.code}`;
    case 'hookBegin':
      return `${entry.kind} begins`;
    case 'hookEnd':
      return `${entry.kind} ends ${entry.code}`;
    default:
      return entry.what;
  }
}

function seconds({ at }: { readonly at: number }, from: number): number {
  return at / 1000 - from;
}
