import type { Timeline } from '../engine/create-engine.ts';

/** Real time for an engine, so many times as fast. What is planned does not drift: a late timer is made up for by the next. */
export function realTimeline(speed: number, clock: () => number = () => performance.now()): Timeline {
  let planned: number | undefined;
  const now = () => planned ?? clock() * speed;
  return {
    now,
    add(at, what) {
      setTimeout(
        () => {
          planned = at;
          try {
            what();
          } finally {
            planned = undefined;
          }
        },
        Math.max(0, at / speed - clock()),
      );
    },
  };
}
