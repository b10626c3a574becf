import { expect } from 'vitest';
import { conditionsOf } from '../../../../packages/pod/src/lifecycle/status/conditions.ts';
import type { Phase } from '../../../../packages/pod/src/lifecycle/status/pod-status.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { fullStatusesOf } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { podStatusOf, trueCondition, turnOf } from '../notation/turn.ts';

interface Row extends GivenRuntime {
  readonly statuses?: readonly string[];
  readonly phase?: Phase;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly before?: readonly string[];
  readonly expect: string;
  readonly message?: string;
}

for (const name of [
  'containers-ready',
  'ready',
  'initialized',
  'any-main-started',
  'ready-to-start',
  'all-restarting',
  'restart-all-asked',
]) {
  const keys = ['statuses', 'sandboxes', 'runtime', 'phase', 'gates', 'before', 'expect', 'message'];
  eachRow(readTable<Row>(`conditions/${name}.yaml`, keys), (row, kubelet) => {
    const pod = podOf(row.pod, kubelet);
    const turn = turnOf(pod, kubelet);
    Object.assign(turn.state.request.conditions, row.gates);
    const conditions = conditionsOf(turn, {
      containers: fullStatusesOf(row.statuses ?? [], pod),
      phase: row.phase ?? 'Running',
      runtime: runtimeOf(row, pod),
      before: row.before && podStatusOf([], { conditions: row.before.map(trueCondition) }),
    });
    const found = conditions.find(({ type }) => row.expect.startsWith(`${type} `));
    const { type, status, reason, message } = found ?? { type: 'no condition', status: false, reason: '', message: '' };
    expect([type, status ? 'True' : 'False', reason].join(' ').trim()).toBe(row.expect);
    if (row.message !== undefined) expect(message).toBe(row.message);
  });
}
