import { describe, expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../../kubelet/profile.ts';
import { readPod } from '../../model/pod.ts';
import type { PodEvent } from '../actions.ts';
import { copyState, newPodState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { recordEvent } from './recorder.ts';

const MINUTE = 60_000;

describe('the Event recorder', () => {
  test('raises the count of the very same Event, and begins anew for another message, container or reason', () => {
    const record = recorder('1.36.2');
    const said = [
      record(0, { message: 'pulled' }),
      record(1, { message: 'pulled' }),
      record(2, { message: 'pulled again' }),
      record(3, { message: 'pulled', field: 'spec.containers{other}' }),
      record(4, { message: 'pulled', reason: 'Other' }),
      record(5, { message: 'pulled' }),
    ];
    expect(said.map((event) => event?.count)).toEqual([1, 2, 1, 1, 1, 3]);
    expect(said[5]).toEqual({ at: 5, type: 'Normal', reason: 'Pulled', message: 'pulled', field: FIELD, count: 3 });
  });

  test('lets 25 Events pass at once and one more every five minutes, and counts those it drops', () => {
    const record = recorder('1.36.2');
    const counts = (many: number, at: number) => Array.from({ length: many }, () => record(at, {})?.count);
    expect(counts(26, 0)).toEqual([...Array.from({ length: 25 }, (_, i) => i + 1), undefined]);
    expect(counts(1, 5 * MINUTE - 1)).toEqual([undefined]);
    expect(counts(2, 5 * MINUTE)).toEqual([28, undefined]);
    expect(counts(3, 15 * MINUTE)).toEqual([30, 31, undefined]);
  });

  test('never saves more than 25, however long nothing is said', () => {
    const record = recorder('1.36.2');
    record(0, {});
    const later = Array.from({ length: 30 }, () => record(10_000 * MINUTE, {}));
    expect(later.filter(Boolean)).toHaveLength(25);
  });

  test.each([
    ['1.31', 0],
    ['1.32', 25],
  ])('in %s leaves %i Warnings when the Normal Events have used up theirs', (version, left) => {
    const record = recorder(version);
    for (let i = 0; i < 25; i++) record(0, {});
    const warnings = Array.from({ length: 30 }, () => record(0, { type: 'Warning', reason: 'Failed' }));
    expect(warnings.filter(Boolean)).toHaveLength(left);
  });

  test('folds the messages of one reason into one Event from the tenth on, whichever container they are about', () => {
    const record = recorder('1.36.2');
    const said = Array.from({ length: 12 }, (_, i) =>
      record(i, { message: `message ${i}`, field: i % 2 ? FIELD : 'spec.containers{other}' }),
    );
    expect(said.slice(7).map((event) => [event?.message, event?.count])).toEqual([
      ['message 7', 1],
      ['message 8', 1],
      ['(combined from similar events): message 9', 1],
      ['(combined from similar events): message 10', 2],
      ['(combined from similar events): message 11', 3],
    ]);
    expect(record(20, { message: 'another reason', reason: 'Other' })?.message).toBe('another reason');
  });
});

const FIELD = 'spec.containers{app}';

/** A recorder that remembers from call to call; says what it lets pass. */
function recorder(version: string): (at: number, said: Partial<PodEvent>) => PodEvent | undefined {
  const kubelet = kubeletOf(version) as Kubelet;
  const pod = readPod({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'app' }] } }, kubelet);
  const state = copyState(newPodState(pod, 0, kubelet));
  return (now, said) => {
    const turn: Turn = { pod, kubelet, now, state, actions: [], events: [] };
    return recordEvent(turn, { type: 'Normal', reason: 'Pulled', message: 'pulled', field: FIELD, ...said });
  };
}
