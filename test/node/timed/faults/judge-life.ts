import { expect } from 'vitest';
import type { KilledLife, LifePlan } from './life-of-kills.ts';

/** Nothing of a life was lost, doubled or left behind, whatever was killed in it. */
export function judgeLife(plan: LifePlan, life: KilledLife): void {
  const about = tell(plan, life);
  expect(life.left, about).toEqual([]);
  expect(life.written, about).not.toContainEqual(expect.stringContaining('doubled'));
  expect(life.news.at(-1)?.gone, about).toBe(true);
}

/**
 * Its containers never noticed: each start and each end is written down once, and told once. But a container that had just begun to
 * run when the command was killed is ended by containerd, whose call was not answered yet.
 */
export function judgeUnharmed(plan: LifePlan, life: KilledLife): void {
  judgeLife(plan, life);
  if (life.kills.length > 0 && hasBrokenStart(life)) return;
  const about = tell(plan, life);
  expect(life.written, about).toEqual(inTurns(life.written));
  expect(life.written, about).toContain('start work');
  expect([EXIT_CODE[plan.kind], undefined], about).toContain(life.exitCode);
  expect(restartsOf(life), about).toEqual(startsOf(life, (count) => count - 1));
  expect(eventsOf(life), about).toEqual(startsOf(life, (count) => count));
}

/** Whether the runtime broke off the start of a container. */
function hasBrokenStart({ news }: KilledLife): boolean {
  const all = news.flatMap(({ status }) => status?.containers ?? []);
  return all.some(({ state, last }) => state.reason === 'StartError' || last?.reason === 'StartError');
}

/** What the life was, for whoever reads of a failure. */
function tell(plan: LifePlan, { news, ...life }: KilledLife): string {
  return JSON.stringify({ plan, ...life, last: news.findLast(({ status }) => status)?.status }, null, 1);
}

const EXIT_CODE = { job: 3, retry: 0, server: 130 } as const;

/** By container, how often it has begun. */
function startsOf({ written }: Pick<KilledLife, 'written'>, of: (count: number) => number): Record<string, number> {
  const names = written.filter((line) => line.startsWith('start ')).map((line) => line.slice('start '.length));
  return Object.fromEntries(names.map((name) => [name, of(names.filter((other) => other === name).length)]));
}

/** By container, what the last status says. */
function restartsOf({ news, written }: KilledLife): Record<string, number> {
  const last = news.findLast(({ status }) => status)?.status?.containers ?? [];
  const begun = startsOf({ written }, (count) => count);
  return Object.fromEntries(last.filter(({ name }) => name in begun).map(({ name, restarts }) => [name, restarts]));
}

/** By container, how many Events tell of a start. */
function eventsOf({ news }: KilledLife): Record<string, number> {
  const fields = news
    .flatMap(({ events }) => events)
    .filter(({ reason }) => reason === 'Started')
    .map(({ field = '' }) => /\{(.+)\}/.exec(field)?.[1] ?? '');
  return Object.fromEntries(fields.map((name) => [name, fields.filter((other) => other === name).length]));
}

/** The same lines, without those where a container starts that has not ended, or ends that has not started. */
function inTurns(written: readonly string[]): readonly string[] {
  const up = new Set<string>();
  const good = written.filter((line) => {
    const [what = '', name = ''] = line.split(' ');
    if (what === 'hook') return true;
    const isGood = (what === 'start') !== up.has(name);
    if (what === 'start') up.add(name);
    else up.delete(name);
    return isGood;
  });
  return up.size === 0 ? good : [...good, `still up: ${[...up].join(', ')}`];
}
