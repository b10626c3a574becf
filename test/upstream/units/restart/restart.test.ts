import { expect } from 'vitest';
import { withoutSpareInits } from '../../../../packages/pod/src/lifecycle/forget.ts';
import { withoutOldDead } from '../../../../packages/pod/src/lifecycle/runtime.ts';
import { shouldStart } from '../../../../packages/pod/src/lifecycle/sync/restart.ts';
import { eachRow } from '../notation/each-row.ts';
import { containerOf, type GivenPod, podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { readTable } from '../notation/table.ts';
import { turnOf } from '../notation/turn.ts';

interface StartRow extends GivenRuntime {
  readonly deleting?: boolean;
  readonly expect: readonly string[];
}

const POLICIES: readonly NonNullable<GivenPod['policy']>[] = ['Never', 'OnFailure', 'Always'];

eachRow(readTable<StartRow>('restart/should-start.yaml', ['runtime', 'deleting', 'expect']), (row, kubelet) => {
  const starts = POLICIES.filter((policy) => {
    const pod = podOf({ ...row.pod, policy }, kubelet);
    return shouldStart(pod, containerOf(pod, 'c'), runtimeOf(row, pod), row.deleting ?? false);
  });
  expect(starts).toEqual(row.expect);
});

interface TidyRow extends GivenRuntime {
  readonly by: 'spareInits' | 'oldDead';
  readonly expect: readonly string[];
}

eachRow(readTable<TidyRow>('restart/tidy.yaml', ['runtime', 'by', 'expect']), (row, kubelet) => {
  const pod = podOf(row.pod, kubelet);
  const turn = turnOf(pod, kubelet);
  const runtime = runtimeOf(row, pod);
  turn.state.worker.using = runtime;
  const left =
    row.by === 'spareInits' ? withoutSpareInits(turn, runtime) : withoutOldDead(runtime, containerOf(pod, 'b').index);
  expect(left.instances.map((instance) => instance.id)).toEqual(row.expect);
});
