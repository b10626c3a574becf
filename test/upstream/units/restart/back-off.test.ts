import { expect } from 'vitest';
import { type Kubelet, kubeletOf } from '../../../../packages/pod/src/kubelet/profile.ts';
import { backOffOf } from '../../../../packages/pod/src/lifecycle/sync/back-off.ts';
import { ensureImage, imagePulled } from '../../../../packages/pod/src/lifecycle/sync/image.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import { eachRow } from '../notation/each-row.ts';
import { containerOf, podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { readTable } from '../notation/table.ts';
import { turnOf } from '../notation/turn.ts';

interface BackOffRow extends GivenRuntime {
  readonly backOff?: number;
  readonly expect: number;
}

eachRow(readTable<BackOffRow>('restart/back-off.yaml', ['runtime', 'backOff', 'expect']), (row, kubelet) => {
  const pod = podOf(row.pod, kubelet);
  const turn = turnOf(pod, kubelet);
  const container = containerOf(pod, 'c');
  const [memory] = turn.state.memory;
  if (row.backOff && memory) memory.backOff = { wait: row.backOff * 1000, updatedAt: 0, image: container.image };
  const backOff = backOffOf(turn, container, runtimeOf(row, pod));
  expect((backOff?.until ?? 0) / 1000).toBe(row.expect);
  if (backOff) expect(backOff.message).not.toBe('');
});

interface WaitsRow {
  readonly limits: { readonly first: number; readonly longest: number; readonly reset: number };
  readonly lives: readonly number[];
  readonly expect: readonly number[];
}

eachRow(readTable<WaitsRow>('restart/waits.yaml', ['limits', 'lives', 'expect']), (row, kubelet) => {
  const { first, longest, reset } = row.limits;
  const limits = {
    ...kubelet.limits,
    crashBackOff: { first: first * 1000, longest: longest * 1000 },
    crashBackOffReset: reset * 1000,
  };
  const pod = podOf(row.pod, kubelet);
  const begun = turnOf(pod, { ...kubelet, limits });
  let now = 0;
  const waits = row.lives.map((life) => {
    const ended = now + life * 1000;
    now = startedAgainAt(begun, ended);
    return (now - ended) / 1000;
  });
  expect(waits).toEqual(row.expect);
});

/** When a container that ended then is started again, if it is tried at once and whenever a wait is over. */
function startedAgainAt(begun: Turn, ended: number): number {
  const container = containerOf(begun.pod, 'c');
  const runtime = runtimeOf({ runtime: [`c exited 1 finished=${ended / 1000}`] }, begun.pod);
  for (let now = ended; ; ) {
    const backOff = backOffOf({ ...begun, now }, container, runtime);
    if (!backOff) return now;
    expect(backOff.until).toBeGreaterThan(now);
    now = backOff.until;
  }
}

interface LongestRow {
  readonly longest: number;
  readonly expect: { readonly first: number; readonly longest: number };
}

eachRow(readTable<LongestRow>('restart/longest-wait.yaml', ['longest', 'expect']), (row, { version, gates }) => {
  const kubelet = kubeletOf(version, { gates, maxContainerRestartPeriod: row.longest * 1000 });
  const { first, longest } = row.expect;
  expect(kubelet?.limits.crashBackOff).toEqual({ first: first * 1000, longest: longest * 1000 });
});

interface PullsRow {
  readonly limits: { readonly first: number; readonly longest: number };
  readonly tries: readonly string[];
  readonly expect: readonly number[];
}

eachRow(readTable<PullsRow>('restart/pulls.yaml', ['limits', 'tries', 'expect']), (row, kubelet) => {
  const begun = turnOf(podOf(row.pod, kubelet), withPullLimits(kubelet, row.limits));
  const container = containerOf(begun.pod, 'c');
  const pulls = secondsOf(row.tries).filter((second) => {
    const turn: Turn = { ...begun, now: second * 1000, actions: [] };
    ensureImage(turn, container);
    const pulled = turn.actions.some((action) => action.do === 'pullImage');
    if (pulled) imagePulled(turn, container.image, { tookMs: 0, bytes: 0, failed: 'not found' });
    return pulled;
  });
  expect(pulls).toEqual(row.expect);
});

function withPullLimits(kubelet: Kubelet, { first, longest }: PullsRow['limits']): Kubelet {
  return { ...kubelet, limits: { ...kubelet.limits, pullBackOff: { first: first * 1000, longest: longest * 1000 } } };
}

/** Reads `0..35` as every second from 0 to 35. */
function secondsOf(ranges: readonly string[]): readonly number[] {
  return ranges.flatMap((range) => {
    const [from = 0, to = from] = range.split('..').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
