import { expect } from 'vitest';
import { deadlineAt, evictionOf } from '../../../../packages/pod/src/lifecycle/status/eviction.ts';
import { effectiveGrace, type KillReason } from '../../../../packages/pod/src/lifecycle/stop/grace.ts';
import { advanceKills, beginKill, killEnded, killsWakeAt } from '../../../../packages/pod/src/lifecycle/stop/kill.ts';
import { killAll } from '../../../../packages/pod/src/lifecycle/stop/order.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import { eachRow } from '../notation/each-row.ts';
import { containerOf, podOf } from '../notation/pod.ts';
import { runtimeOf } from '../notation/runtime.ts';
import { readTable } from '../notation/table.ts';
import { podStatusOf, turnOf } from '../notation/turn.ts';

interface GraceRow {
  readonly reason: KillReason;
  readonly expect: number;
}

eachRow(readTable<GraceRow>('stop/grace-of-a-container.yaml', ['reason', 'expect']), (row, kubelet) => {
  const pod = podOf(row.pod, kubelet);
  const turn = turnOf(pod, kubelet);
  beginKill(turn, { container: containerOf(pod, 'c'), id: 'c', reason: row.reason });
  advanceKills(turn);
  expect(turn.actions.map((action) => action.do === 'stop' && action.graceSeconds)).toEqual([row.expect]);
});

interface EffectiveRow {
  readonly deleted?: number;
  readonly evicted?: number;
  readonly expect: number;
}

eachRow(readTable<EffectiveRow>('stop/grace-of-a-pod.yaml', ['deleted', 'evicted', 'expect']), (row, kubelet) => {
  const turn = turnOf(podOf(row.pod, kubelet), kubelet);
  turn.state.request.deletionGrace = row.deleted;
  if (row.evicted !== undefined)
    turn.state.request.eviction = { graceSeconds: row.evicted, reason: 'Evicted', message: '' };
  expect(effectiveGrace(turn, 0)).toBe(row.expect);
});

interface OrderRow {
  readonly takes: number;
  readonly grace: number;
  readonly expect: Readonly<Record<string, number>>;
}

eachRow(readTable<OrderRow>('stop/order.yaml', ['takes', 'grace', 'expect']), (row, kubelet) => {
  const pod = podOf(row.pod, kubelet);
  const seen = runtimeOf({ runtime: pod.containers.map((c) => `${c.name} running`) }, pod);
  const turn = turnOf(pod, kubelet);
  killAll(turn, seen, row.grace);
  expect(signalsOf(turn, row.takes * 1000)).toEqual(row.expect);
});

/** Plays a stop to its end; says after how many whole seconds each container got its signal. */
function signalsOf(begun: Turn, takes: number): Record<string, number> {
  const signals: Record<string, number> = {};
  const ends = new Map<string, number>();
  for (let now = begun.now; Number.isFinite(now); now = Math.min(killsWakeAt({ ...begun, now }), ...ends.values())) {
    const turn: Turn = { ...begun, now, actions: [] };
    for (const [id, end] of ends) {
      if (end > now) continue;
      killEnded(turn, id);
      ends.delete(id);
    }
    advanceKills(turn);
    for (const action of turn.actions) {
      if (action.do !== 'stop') continue;
      signals[action.container.name] = Math.floor((now - begun.now) / 1000);
      ends.set(action.id, now + takes);
    }
  }
  return signals;
}

interface DeadlineRow {
  readonly started?: number;
  readonly expect: boolean;
}

eachRow(readTable<DeadlineRow>('stop/deadline.yaml', ['started', 'expect']), (row, kubelet) => {
  const turn = turnOf(podOf(row.pod, kubelet), kubelet, 60_000);
  if (row.started !== undefined) turn.state.status.local = podStatusOf([], { startTime: row.started * 1000 });
  expect(turn.now >= deadlineAt(turn)).toBe(row.expect);
  expect(evictionOf(turn)).toEqual(
    row.expect
      ? { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' }
      : undefined,
  );
});
