import { expect } from 'vitest';
import type { Kubelet } from '../../../../packages/pod/src/kubelet/profile.ts';
import { addProbes } from '../../../../packages/pod/src/lifecycle/probe/manage.ts';
import { probed, runProbes } from '../../../../packages/pod/src/lifecycle/probe/run.ts';
import type { Phase } from '../../../../packages/pod/src/lifecycle/status/pod-status.ts';
import type { ProbeKind } from '../../../../packages/pod/src/model/pod.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { fullStatusesOf } from '../notation/status.ts';
import { type CommonRow, readTable } from '../notation/table.ts';
import { podStatusOf, turnOf } from '../notation/turn.ts';

interface Row {
  readonly probe?: string;
  readonly phase?: Phase;
  readonly statuses?: readonly string[];
  readonly deleting?: boolean;
  readonly goesOn: readonly ProbeKind[];
  readonly verdict: string;
}

const KINDS: readonly ProbeKind[] = ['liveness', 'readiness', 'startup'];
const keys = ['probe', 'phase', 'statuses', 'deleting', 'goesOn', 'verdict'];

for (const name of ['one-look', 'restart-rules']) {
  eachRow(readTable<Row>(`probe/${name}.yaml`, keys), (row, kubelet) => {
    const looks = KINDS.map((kind) => ({ kind, ...look(row, kind, kubelet) }));
    expect(looks).toEqual(KINDS.map((kind) => ({ kind, goesOn: row.goesOn.includes(kind), verdict: row.verdict })));
  });
}

/** Lets the worker of one kind look once, and its probe succeed if it runs one. */
function look(row: Row & CommonRow, kind: ProbeKind, kubelet: Kubelet): { goesOn: boolean; verdict: string } {
  const [first = '', ...others] = row.pod.containers ?? [];
  const containers = [`${first} ${kind}(${row.probe ?? ''})`, ...others];
  const pod = podOf({ ...row.pod, containers }, kubelet);
  const turn = turnOf(pod, kubelet);
  if (row.deleting) turn.state.request.deletedAt = 0;
  addProbes(turn);
  const [worker] = turn.state.probes;
  if (row.statuses) {
    const started = kind === 'startup' ? 'notStarted' : 'started';
    const statuses = fullStatusesOf(
      row.statuses.map((line) => line.replace('running', `running ${started}`)),
      pod,
    );
    turn.state.status.local = podStatusOf(statuses, { phase: row.phase ?? 'Running' });
  }
  runProbes(turn);
  const action = turn.actions.find((a) => a.do === 'probe');
  if (action) probed(turn, { is: 'probed', id: action.id, kind, outcome: 'success' });
  return { goesOn: worker !== undefined && turn.state.probes.includes(worker), verdict: worker?.verdict ?? 'none' };
}
