import { expect } from 'vitest';
import { addProbes, removeProbes } from '../../../../packages/pod/src/lifecycle/probe/manage.ts';
import { runProbes } from '../../../../packages/pod/src/lifecycle/probe/run.ts';
import { withReadiness } from '../../../../packages/pod/src/lifecycle/status/readiness.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import { eachRow } from '../notation/each-row.ts';
import { containerOf, podOf } from '../notation/pod.ts';
import { fullStatusesOf } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { turnOf } from '../notation/turn.ts';

interface ReadinessRow {
  readonly statuses: readonly string[];
  readonly verdicts?: readonly string[];
  readonly expect: string;
}

eachRow(readTable<ReadinessRow>('probe/readiness.yaml', ['statuses', 'verdicts', 'expect']), (row, kubelet) => {
  const pod = podOf(row.pod, kubelet);
  const turn = turnOf(pod, kubelet);
  const statuses = fullStatusesOf(row.statuses, pod);
  addProbes(turn);
  for (const worker of turn.state.probes) {
    const said = row.verdicts?.find((line) => line.startsWith(`c ${worker.kind} `))?.split(' ')[2];
    if (!said) continue;
    worker.id = statuses[worker.container]?.id ?? '';
    worker.verdict = said as 'success' | 'failure';
  }
  const status = withReadiness(turn, statuses)[containerOf(pod, 'c').index];
  expect([status?.started && 'started', status?.ready && 'ready'].filter(Boolean).join(' ')).toBe(row.expect);
});

eachRow(readTable<{ expect: readonly string[] }>('probe/workers.yaml', ['expect']), (row, kubelet) => {
  const turn = turnOf(podOf(row.pod, kubelet), kubelet);
  addProbes(turn);
  expect(workersOf(turn)).toEqual(row.expect.toSorted());
  for (let times = 0; times < 2; times++) {
    removeProbes(turn);
    runProbes(turn);
    expect(workersOf(turn)).toEqual([]);
  }
});

function workersOf(turn: Turn): readonly string[] {
  return turn.state.probes.map((p) => `${turn.pod.containers[p.container]?.name} ${p.kind}`).toSorted();
}
