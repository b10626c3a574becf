/** The clock of one pod: ms since it was created, which never jumps while the command runs. */
export interface PodClock {
  readonly now: () => number;
  /** A time of the machine's wall clock, in ms since 1970, on the pod's clock; never later than now. */
  readonly at: (wall: number) => number;
  /** The wall clock at a time of the pod. */
  readonly wallAt: (time: number) => number;
}

/** Where a clock gets its time. */
export interface TimeSource {
  /** ms since 1970; may jump. */
  readonly wall: () => number;
  /** ms since any fixed moment; never jumps. */
  readonly steady: () => number;
}

/**
 * The clock of a pod that was created at `created`, ms since 1970. The wall clock is asked once; somebody who sets it later
 * moves no time-out and no back-off of the pod. `reached` is what the clock has shown already, to an earlier command: it never goes
 * back behind that, even if the wall clock was set back meanwhile.
 */
export function podClock(created: number, { wall, steady }: TimeSource, reached = 0): PodClock {
  const start = Math.max(reached, wall() - created);
  const since = steady();
  const now = () => start + (steady() - since);
  return {
    now,
    at: (time) => {
      // A wall clock that was set since then has an offset by now, which its times have too.
      const offset = wall() - created - now();
      return Math.min(now(), Math.max(0, time - created - offset));
    },
    wallAt: (time) => created + time,
  };
}
