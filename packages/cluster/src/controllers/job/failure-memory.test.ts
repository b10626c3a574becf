import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { createFailureMemory } from './failure-memory.ts';

const job: IJob = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', uid: 'job' } };

test('a failed pod that is gone still makes the next one wait', () => {
  const memory = createFailureMemory();
  memory.recall(job, [ended('a', 'Failed', 10)]);
  expect(memory.recall(job, [])).toEqual({ count: 1, lastAt: at(10) });
});

test('a pod that is seen twice has failed once', () => {
  const memory = createFailureMemory();
  memory.recall(job, [ended('a', 'Failed', 10)]);
  expect(memory.recall(job, [ended('a', 'Failed', 10), ended('b', 'Failed', 20)])).toEqual({
    count: 2,
    lastAt: at(20),
  });
});

test('a success ends the count, and failures after it begin anew', () => {
  const memory = createFailureMemory();
  memory.recall(job, [ended('a', 'Failed', 10)]);
  expect(memory.recall(job, [ended('b', 'Succeeded', 20)]).count).toBe(0);
  expect(memory.recall(job, [ended('c', 'Failed', 30)])).toEqual({ count: 1, lastAt: at(30) });
});

test('a Job that is over is forgotten', () => {
  const memory = createFailureMemory();
  memory.recall(job, [ended('a', 'Failed', 10)]);
  memory.forget('job');
  expect(memory.recall(job, []).count).toBe(0);
});

function at(second: number): number {
  return Date.UTC(2026, 0, 1, 0, 0, second);
}

function ended(uid: string, phase: 'Failed' | 'Succeeded', second: number): IPod {
  const finishedAt = new Date(at(second)).toISOString();
  const state = { terminated: { exitCode: phase === 'Failed' ? 1 : 0, finishedAt } };
  const status = { name: 'app', image: 'a', imageID: 'a', ready: false, restartCount: 0, state };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: uid, uid },
    status: { phase, containerStatuses: [status] },
  };
}
