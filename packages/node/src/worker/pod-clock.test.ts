import { describe, expect, test } from 'vitest';
import { podClock } from './pod-clock.ts';

const HOUR = 3_600_000;
const CREATED = Date.parse('2026-11-21T08:00:00Z');

describe('the clock of a pod', () => {
  test.each([
    ['is not set', 0],
    ['jumps an hour ahead', HOUR],
    ['jumps an hour back', -HOUR],
  ])('when the wall clock %s, durations hold', (_, jump) => {
    const { clock, pass, setWall } = start();
    pass(5_000);
    setWall(jump);
    expect(clock.now()).toBe(5_000);
    pass(2_500);
    expect(clock.now()).toBe(7_500);
    setWall(-jump);
    pass(1);
    expect(clock.now()).toBe(7_501);
  });

  test.each([HOUR, -HOUR])('a time that was stamped after a jump of %i ms is where it happened', (jump) => {
    const { clock, pass, setWall, wall } = start();
    pass(5_000);
    setWall(jump);
    pass(1_000);
    const stamped = wall();
    pass(250);
    expect(clock.at(stamped)).toBe(6_000);
  });

  test('a time that was stamped before a jump is neither in the future nor before the pod', () => {
    const { clock, pass, setWall, wall } = start();
    pass(5_000);
    const stamped = wall();
    setWall(-HOUR);
    expect(clock.at(stamped)).toBe(clock.now());
    setWall(2 * HOUR);
    expect(clock.at(stamped)).toBe(0);
  });

  test('an end that nobody has seen is now', () => {
    const { clock, pass } = start();
    pass(40);
    expect(clock.at(Number.POSITIVE_INFINITY)).toBe(40);
  });

  test('times that people read go by the wall clock of the pod’s beginning', () => {
    const { clock, pass, setWall } = start();
    pass(90_000);
    setWall(HOUR);
    expect(new Date(clock.wallAt(clock.now())).toISOString()).toBe('2026-11-21T08:01:30.000Z');
  });

  test.each([
    ['goes on where the wall clock is', 0, 30_000],
    ['never goes back, even if the wall clock was set back meanwhile', -HOUR, 10_000],
    ['takes a wall clock that was set ahead for time that has passed', HOUR, 30_000 + HOUR],
  ])('for a later command it %s', (_, jump, shown) => {
    const { clock, pass, setWall, again } = start();
    pass(10_000);
    const reached = clock.now();
    setWall(jump);
    pass(20_000);
    const later = again(reached);
    expect(later.now()).toBe(shown);
    pass(7);
    expect(later.now()).toBe(shown + 7);
  });
});

/** A pod that is created now, on a machine whose clocks are in the test's hands. */
function start() {
  let steady = 123_456;
  let offset = CREATED - steady;
  const wall = () => steady + offset;
  const source = { wall, steady: () => steady };
  return {
    clock: podClock(CREATED, source),
    again: (reached: number) => podClock(CREATED, source, reached),
    wall,
    pass(ms: number) {
      steady += ms;
    },
    setWall(ms: number) {
      offset += ms;
    },
  };
}
