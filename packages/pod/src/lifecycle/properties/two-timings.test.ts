import fc from 'fast-check';
import { describe } from 'vitest';
import { NOMINAL } from '../../kubelet/timing.ts';
import { play } from '../../simulate/play.ts';
import { type Behaviour, RUNS_ON, type Scenario } from '../../simulate/scenario.ts';
import { arbitraryCase, type Case } from '../../simulate/testing/arbitrary-scenario.ts';
import { expectSame } from '../../simulate/testing/expect-same.ts';
import { forAny } from '../../simulate/testing/for-any-case.ts';
import type { LogEntry, Timeline } from '../../simulate/timeline.ts';

describe('nominal and kubelet timing', () => {
  forAny(
    'tell the same course of every container when things happen far enough apart for all of them to react',
    clearCase(),
    {
      check: (the) => {
        const nominal = play(the.scenario, { ...the.kubelet, timing: NOMINAL });
        fc.pre(isClear(the, nominal));
        expectSame(coursesOf(play(the.scenario, the.kubelet)), coursesOf(nominal), 'the courses differ');
      },
      quick: 100,
      full: 1000,
    },
  );
});

/** A relist, a pull and a start: what a real kubelet may need to bring one container up or to notice its end, in ms. */
const STEP = 3000;

/** Cases without probes: in which second a probe runs is what the timings disagree about. */
function clearCase(): fc.Arbitrary<Case> {
  return arbitraryCase({ timing: 'kubelet' }).map(({ scenario, kubelet }) => {
    const behaviour = Object.entries(scenario.behaviour).map(([name, lives]) => [
      name,
      lives.map((life) => ({ ...life, probes: {} })),
    ]);
    return { scenario: { ...scenario, behaviour: Object.fromEntries(behaviour) }, kubelet };
  });
}

/** Nothing waits for a back-off, which the kubelet stretches at random, and each thing has had its time before the next. */
function isClear({ scenario }: Case, { log, events, containers }: Timeline): boolean {
  if (events.some((event) => event.reason === 'BackOff')) return false;
  const deadline = (scenario.pod.spec?.activeDeadlineSeconds ?? 0) * 1000;
  const causes = new Map<number, number>([0, deadline, scenario.until].map((at) => [at, 1]));
  const add = (at: number, count: number) => {
    if (at !== Number.POSITIVE_INFINITY) causes.set(at, (causes.get(at) ?? 0) + count);
  };
  for (const { at } of scenario.timeline) add(at, 1);
  for (const entry of log) {
    add(entry.at, isCause(entry, log) ? 1 : 0);
    // A life that was cut short counts with the end it would have had: that may have been a near miss.
    if (entry.what === 'start') add(entry.at + lifeOf(scenario, entry).run, 1);
  }
  const times = [...causes.keys()].toSorted((a, b) => a - b);
  const gap = STEP * containers.length;
  return (
    [...causes.values()].every((count) => count <= 1) &&
    times.every((at, i) => i === 0 || at - (times[i - 1] ?? 0) >= gap)
  );
}

/** The end of a hook, a KILL, or the end of a process some time after its TERM. */
function isCause({ what, container, attempt, at }: LogEntry, log: readonly LogEntry[]): boolean {
  if (what === 'killed' || what === 'hookEnd') return true;
  const term = log.find((entry) => entry.what === 'term' && entry.container === container && entry.attempt === attempt);
  return what === 'exit' && term !== undefined && term.at < at;
}

function lifeOf({ behaviour }: Scenario, { container, attempt }: LogEntry): Behaviour {
  return behaviour[container]?.[attempt] ?? behaviour[container]?.at(-1) ?? RUNS_ON;
}

/** What each container did, in its order, without its probes and without times. */
function coursesOf({ log }: Timeline): Readonly<Record<string, readonly string[]>> {
  const courses: Record<string, string[]> = {};
  for (const entry of log) {
    if (entry.what === 'probe') continue;
    const words = entry.what === 'exit' ? `exit ${entry.code}` : entry.what;
    courses[entry.container] = [...(courses[entry.container] ?? []), `${words} of ${entry.attempt}`];
  }
  return courses;
}
