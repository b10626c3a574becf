import { between } from './by-time.ts';
import type { ContainerLife, PodLife } from './life.ts';
import { wouldRestart } from './policy.ts';

/** The time between the end of one attempt and the start of the next, or the end of the play. */
export interface Pause {
  readonly from: number;
  /** Start of the next attempt; undefined when none came. */
  readonly to: number | undefined;
  /** The restart waits because of earlier ones (CrashLoopBackOff). */
  readonly backOff: boolean;
  /** The whole wait in ms, as the kubelet named it or as its rule has it; undefined without a back-off. */
  readonly wait: number | undefined;
}

/** What a container waited for after its attempt number `index`; undefined while that runs. */
export function pauseAfter(life: PodLife, container: ContainerLife, index: number): Pause | undefined {
  const attempt = container.attempts[index];
  if (!attempt?.end) return undefined;
  const from = attempt.end.at;
  const to = container.attempts[index + 1]?.start;
  const until = to ?? life.timeline.end;
  const none: Pause = { from, to, backOff: false, wait: undefined };
  if (until <= from || (to === undefined && wouldRestart(life, container, attempt.end.code) === false)) return none;
  const named = namedWaits(container, from, until);
  if (to !== undefined) {
    const gap = to - from;
    const wait = named.findLast((length) => length <= gap + SLACK && length * 2.2 > gap);
    const told = wait !== undefined || between(container.backOffs, from, until - 1).length > 0;
    return told && gap >= SHORTEST_WAIT ? { from, to, backOff: true, wait: wait ?? waitWithin(gap) } : none;
  }
  const expected = expectedWait(life, container, index);
  const wait = named.at(-1) ?? expected;
  const told = named.length > 0 || between(container.backOffs, from, until).length > 0;
  const waited = told || (attempt.term === undefined && expected > FIRST_WAIT);
  return waited ? { from, to, backOff: true, wait } : none;
}

/** The waits of the messages `back-off 1m20s restarting …` in a stretch of time, in ms. */
function namedWaits({ shown }: ContainerLife, from: number, to: number): readonly number[] {
  return between(shown, from, to).flatMap(({ status: { state } }) => {
    const match = state.is === 'waiting' && /^back-off (?:(\d+)m)?(\d+)s /.exec(state.message);
    return match ? [(Number(match[1] ?? 0) * 60 + Number(match[2])) * 1000] : [];
  });
}

/** The wait behind a gap: the kubelet doubles its waits, and stretches each by less than twice. */
function waitWithin(gap: number): number {
  let wait = gap + SLACK < FIRST_WAIT ? SHORTEST_WAIT : FIRST_WAIT;
  while (Math.min(wait * 2, LONGEST_WAIT) <= gap + SLACK && wait < LONGEST_WAIT)
    wait = Math.min(wait * 2, LONGEST_WAIT);
  return wait;
}

/** Twice the wait before; a wait that did not grow any more stays as it is. */
function expectedWait(life: PodLife, container: ContainerLife, index: number): number {
  const before = index > 0 ? pauseAfter(life, container, index - 1)?.wait : undefined;
  if (before === undefined) return FIRST_WAIT;
  const earlier = index > 1 ? pauseAfter(life, container, index - 2)?.wait : undefined;
  return before === earlier ? before : Math.min(before * 2, LONGEST_WAIT);
}

/** pkg/kubelet/kubelet.go at 1.36.2: initialCrashLoopBackOff, MaxCrashLoopBackOff; and with its gate, the reduced first one. */
const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 300_000;
const SHORTEST_WAIT = 1000;
/** Whole seconds and the start itself blur a wait by so many ms. */
const SLACK = 1000;
