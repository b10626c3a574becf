import { expect } from 'vitest';
import type { ContainerStatus } from '../../../../packages/pod/src/lifecycle/status/container-statuses.ts';
import { newPodStatus, type Phase, type PodStatus } from '../../../../packages/pod/src/lifecycle/status/pod-status.ts';
import { podTerminated, sendStatus } from '../../../../packages/pod/src/lifecycle/status/publish.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { fullStatusesOf, showStatus } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { podStatusOf, turnOf } from '../notation/turn.ts';

interface GivenStatus {
  readonly phase: Phase;
  readonly reason?: string;
  readonly message?: string;
  readonly statuses?: readonly string[];
}

interface Row extends GivenRuntime {
  readonly before: GivenStatus;
  readonly api?: GivenStatus;
  readonly deleting?: boolean;
  readonly terminal?: boolean;
  readonly expect: GivenStatus;
}

const keys = ['before', 'api', 'expect'];

eachRow(
  readTable<Row>('statuses/whole-status.yaml', [...keys, 'sandboxes', 'runtime', 'deleting', 'terminal']),
  (row, kubelet) => {
    const pod = podOf(row.pod, kubelet);
    const turn = turnOf(pod, kubelet);
    giveStatus(turn, row);
    if (row.deleting) turn.state.request.deletedAt = 0;
    const status = newPodStatus(turn, { runtime: runtimeOf(row, pod), terminal: row.terminal ?? false });
    expect(show(status)).toEqual({ reason: '', message: '', ...row.expect });
  },
);

eachRow(readTable<Row>('statuses/pod-is-over.yaml', keys), (row, kubelet) => {
  const turn = turnOf(podOf(row.pod, kubelet), kubelet);
  giveStatus(turn, row);
  podTerminated(turn);
  const { local } = turn.state.status;
  expect(local && show(local)).toEqual({ reason: '', message: '', ...row.expect });
});

eachRow(readTable<Row>('statuses/told-to-the-api-server.yaml', [...keys, 'terminal']), (row, kubelet) => {
  const turn = turnOf(podOf(row.pod, kubelet), kubelet);
  giveStatus(turn, row);
  turn.state.status.sendAt = turn.now;
  if (row.terminal) turn.state.worker.terminatedAt = turn.now;
  sendStatus(turn);
  const { api } = turn.state.status;
  expect(api && show(api)).toEqual({ reason: '', message: '', ...row.expect });
});

function giveStatus(turn: Turn, { before, api = before }: Row): void {
  turn.state.status.local = readStatus(before, turn.pod);
  turn.state.status.api = readStatus(api, turn.pod);
  turn.state.worker.given = turn.state.status.api;
}

function readStatus({ statuses = [], ...rest }: GivenStatus, pod: Pod): PodStatus {
  return podStatusOf(fullStatusesOf(statuses, pod), rest);
}

function show({ phase, reason, message, containers }: PodStatus): GivenStatus {
  const unready = (status: ContainerStatus) => ({ ...status, ready: false });
  return { phase, reason, message, statuses: containers.map((status) => showStatus(unready(status))) };
}
