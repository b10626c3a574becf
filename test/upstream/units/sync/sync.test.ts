import { expect } from 'vitest';
import type { Kubelet } from '../../../../packages/pod/src/kubelet/profile.ts';
import type { SyncPlan } from '../../../../packages/pod/src/lifecycle/sync/plan.ts';
import { planSync } from '../../../../packages/pod/src/lifecycle/sync/plan-sync.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { type CommonRow, readTable } from '../notation/table.ts';

interface Row extends GivenRuntime {
  readonly verdicts?: readonly string[];
  readonly restartingAll?: boolean;
  readonly expect: Expected;
}

interface Expected {
  readonly pod?: 'kill';
  readonly sandbox?: 'create';
  readonly attempt?: number;
  readonly kill?: readonly string[];
  readonly reset?: readonly string[];
  readonly ephemeral?: readonly string[];
  readonly inits?: readonly string[];
  readonly mains?: readonly string[];
}

const NOTHING = { attempt: 0, kill: [], reset: [], ephemeral: [], inits: [], mains: [] } as const;

for (const name of [
  'main-containers',
  'init-containers',
  'sidecars',
  'ephemeral-containers',
  'restart-all',
  'restart-policies',
  'sandbox',
  'sync-after-sync',
]) {
  const keys = ['sandboxes', 'runtime', 'verdicts', 'restartingAll', 'expect'];
  eachRow(readTable<Row>(`sync/${name}.yaml`, keys), (row, kubelet) => {
    const pod = podOf(row.pod, kubelet);
    expect(show(plan(row, pod, kubelet), pod)).toEqual({ ...NOTHING, ...row.expect });
  });
}

function plan(row: Row & CommonRow, pod: Pod, kubelet: Kubelet): SyncPlan {
  return planSync({
    pod,
    kubelet,
    runtime: runtimeOf(row, pod),
    deleting: false,
    restartingAll: row.restartingAll ?? false,
    verdict: (kind, instance) => {
      const line = row.verdicts?.find((verdict) => verdict.startsWith(`${instance.name} ${kind} `));
      return line?.split(' ')[2] as ReturnType<Parameters<typeof planSync>[0]['verdict']>;
    },
  });
}

function show(plan: SyncPlan, pod: Pod): Expected {
  const names = (indices: readonly number[]) => indices.map((index) => pod.containers[index]?.name ?? `${index}`);
  return {
    ...(plan.killPod ? { pod: 'kill' } : {}),
    ...(plan.createSandbox ? { sandbox: 'create' } : {}),
    attempt: plan.attempt,
    kill: plan.kill.map(({ container }) => container.name),
    reset: plan.reset.map(({ instance, kill }) => (kill ? `${instance.id} kill` : instance.id)),
    ephemeral: names(plan.startEphemeral),
    inits: names(plan.startInits),
    mains: names(plan.startMains),
  };
}
