import type { ICronJob } from 'kubernetes-models/batch/v1';
import { describe, expect, test } from 'vitest';
import { dueAt } from './due.ts';
import { readSchedule, type Schedule } from './schedule.ts';

describe('a schedule', () => {
  test.for([
    ['*/5 * * * *', undefined, '2026-03-01T10:02:30Z', '2026-03-01T10:05:00.000Z'],
    ['0 3 * * *', 'Europe/Berlin', '2026-03-01T10:00:00Z', '2026-03-02T02:00:00.000Z'],
    ['0 3 * * *', 'Europe/Berlin', '2026-07-01T10:00:00Z', '2026-07-02T01:00:00.000Z'],
    ['TZ=Asia/Tokyo 0 9 * * *', undefined, '2026-03-01T10:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['@daily', undefined, '2026-03-01T10:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['@every 90m', undefined, '2026-03-01T10:00:00Z', '2026-03-01T11:30:00.000Z'],
    ['0 0 29 2 *', undefined, '2026-03-01T10:00:00Z', '2028-02-29T00:00:00.000Z'],
  ] as const)('%s in %s after %s is due at %s', ([text, zone, after, next]) => {
    const schedule = readSchedule(text, zone) as Schedule;
    expect(new Date(schedule.next(Date.parse(after)) ?? 0).toISOString()).toBe(next);
  });

  test.for(['61 * * * *', '* * * *', '@every soon', ''])('%s is none', (text) => {
    expect(readSchedule(text, undefined)).toHaveProperty('problem');
  });
});

describe('what is due', () => {
  const everyMinute = readSchedule('* * * * *', undefined) as Schedule;
  const created = '2026-03-01T10:00:30Z';
  const due = (cron: ICronJob, now: string) => {
    const { at, isLate } = dueAt(cron, everyMinute, Date.parse(now));
    return { at: at === undefined ? undefined : new Date(at).toISOString(), isLate };
  };
  const cron = (spec: object, status: object = {}): ICronJob => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { creationTimestamp: created },
    spec: { schedule: '* * * * *', ...spec } as NonNullable<ICronJob['spec']>,
    status,
  });

  test('is nothing before the first full minute', () => {
    expect(due(cron({}), '2026-03-01T10:00:59Z')).toEqual({ at: undefined, isLate: false });
  });

  test('is the newest of all the times that were missed', () => {
    expect(due(cron({}), '2026-03-01T10:07:20Z')).toEqual({ at: '2026-03-01T10:07:00.000Z', isLate: false });
  });

  test('counts from the last start', () => {
    const last = { lastScheduleTime: '2026-03-01T10:07:00Z' };
    expect(due(cron({}, last), '2026-03-01T10:07:20Z')).toEqual({ at: undefined, isLate: false });
  });

  test('is late after more than a hundred missed times, unless a deadline makes them void', () => {
    const now = '2026-03-01T12:00:20Z';
    expect(due(cron({}), now)).toEqual({ at: '2026-03-01T12:00:00.000Z', isLate: true });
    const withDeadline = cron({ startingDeadlineSeconds: 600 });
    expect(due(withDeadline, now)).toEqual({ at: '2026-03-01T12:00:00.000Z', isLate: false });
  });
});
