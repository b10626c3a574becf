import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAgenda } from './agenda.ts';

describe('an agenda', () => {
  test('gives the soonest first, and entries of one moment in the order in which they came', () => {
    const agenda = createAgenda<string>();
    agenda.add(5, 'b');
    agenda.add(1, 'a');
    agenda.add(5, 'c');
    agenda.add(3, 'between');
    expect([agenda.nextAt(), agenda.take(), agenda.take(), agenda.take(), agenda.take()]).toEqual([
      1,
      'a',
      'between',
      'b',
      'c',
    ]);
  });

  test('has nothing ahead when it is empty', () => {
    const agenda = createAgenda<string>();
    expect(agenda.nextAt()).toBe(Number.POSITIVE_INFINITY);
    expect(agenda.take()).toBeUndefined();
  });

  test('keeps what never comes at its end', () => {
    const agenda = createAgenda<string>();
    agenda.add(Number.POSITIVE_INFINITY, 'never');
    agenda.add(1, 'soon');
    expect(agenda.take()).toBe('soon');
    expect(agenda.nextAt()).toBe(Number.POSITIVE_INFINITY);
  });

  test('gives any entries in the order of a stable sort', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5)), (times) => {
        const agenda = createAgenda<readonly [number, number]>();
        for (const [i, at] of times.entries()) agenda.add(at, [at, i]);
        const taken = times.map(() => agenda.take());
        expect(taken).toEqual(times.map((at, i) => [at, i] as const).toSorted(([a], [b]) => a - b));
      }),
    );
  });
});
