import { describe, expect, test } from 'vitest';
import type { Said } from '../plan.ts';
import { createCorrelator } from './correlator.ts';

const said = (message: string, more: Partial<Said> = {}): Said => ({
  about: { kind: 'Job', apiVersion: 'batch/v1', metadata: { name: 'w', namespace: 'n', uid: 'u' } },
  type: 'Normal',
  reason: 'R',
  message,
  ...more,
});

describe('Events', () => {
  test('that are the same raise a count', () => {
    const correlate = createCorrelator();
    expect([1, 2, 3].map((at) => correlate(said('x'), at)?.count)).toEqual([1, 2, 3]);
    expect(correlate(said('y'), 4)?.count).toBe(1);
  });

  test('of one reason are one from the tenth message on', () => {
    const correlate = createCorrelator();
    const told = Array.from({ length: 11 }, (_, at) => correlate(said(`m${at}`), at));
    expect(told.slice(8).map((one) => [one?.message, one?.count])).toEqual([
      ['m8', 1],
      ['(combined from similar events): m9', 1],
      ['(combined from similar events): m10', 2],
    ]);
  });

  test('of one object are cut short after 25, and one more passes every five minutes', () => {
    const correlate = createCorrelator();
    const pass = (at: number) => correlate(said('x'), at) !== undefined;
    expect(Array.from({ length: 26 }, () => pass(0)).filter(Boolean)).toHaveLength(25);
    expect([pass(299_999), pass(300_000), pass(300_001)]).toEqual([false, true, false]);
    expect(correlate(said('x', { type: 'Warning' }), 300_001)).toBeDefined();
  });
});
