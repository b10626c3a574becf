import { expect } from 'vitest';
import {
  type ContainerStatus,
  containerStatuses,
} from '../../../../packages/pod/src/lifecycle/status/container-statuses.ts';
import { eachRow } from '../notation/each-row.ts';
import { containerOf, podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { showStatus, statusesOf } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { podStatusOf, trueCondition, turnOf } from '../notation/turn.ts';

interface Row extends GivenRuntime {
  readonly before?: readonly string[];
  readonly marked?: boolean;
  readonly deleting?: boolean;
  readonly cannotStart?: readonly string[];
  readonly expect: readonly string[];
  readonly messages?: Readonly<Record<string, string>>;
}

for (const name of ['convert', 'cannot-start', 'restart-policies']) {
  const keys = ['runtime', 'before', 'marked', 'deleting', 'cannotStart', 'expect', 'messages'];
  eachRow(readTable<Row>(`statuses/${name}.yaml`, keys), (row, kubelet) => {
    const pod = podOf(row.pod, kubelet);
    const turn = turnOf(pod, kubelet);
    if (row.deleting) turn.state.request.deletedAt = 0;
    for (const cannot of row.cannotStart ?? []) {
      const memory = turn.state.memory[containerOf(pod, cannot).index];
      if (memory) memory.reason = { reason: 'test-error', message: '' };
    }
    const old = statusesOf(row.before ?? [], pod) as readonly ContainerStatus[];
    const conditions = row.marked ? [trueCondition('AllContainersRestarting')] : [];
    const statuses = containerStatuses(turn, runtimeOf(row, pod), podStatusOf(old, { conditions }));
    expect(statuses.map(showStatus)).toEqual(row.expect);
    for (const [container, words] of Object.entries(row.messages ?? {})) {
      expect(messagesOf(statuses[containerOf(pod, container).index])).toContain(words);
    }
  });
}

function messagesOf(status: ContainerStatus | undefined): readonly string[] {
  const state = status?.state;
  return [state && 'message' in state ? state.message : '', status?.last?.message ?? ''];
}
