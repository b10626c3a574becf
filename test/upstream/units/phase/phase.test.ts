import { expect } from 'vitest';
import type { ContainerStatus } from '../../../../packages/pod/src/lifecycle/status/container-statuses.ts';
import { phaseOf } from '../../../../packages/pod/src/lifecycle/status/phase.ts';
import type { Phase } from '../../../../packages/pod/src/lifecycle/status/pod-status.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { type GivenRuntime, runtimeOf } from '../notation/runtime.ts';
import { statusesOf } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { turnOf } from '../notation/turn.ts';

interface Row extends GivenRuntime {
  readonly statuses?: readonly string[];
  readonly initialised?: boolean;
  readonly terminal?: boolean;
  readonly phase: Phase;
}

for (const name of [
  'always',
  'always-init',
  'always-sidecar',
  'always-has-run',
  'never',
  'never-init',
  'never-sidecar',
  'on-failure',
  'container-policy',
  'container-policy-init',
  'restart-all',
  'initialised',
]) {
  const keys = ['statuses', 'sandboxes', 'runtime', 'initialised', 'terminal', 'phase'];
  eachRow(readTable<Row>(`phase/${name}.yaml`, keys), (row, kubelet) => {
    const pod = podOf(row.pod, kubelet);
    // Upstream tests lists with holes, and so does `phaseOf`, although a kubelet never makes one.
    const statuses = statusesOf(row.statuses ?? [], pod) as readonly ContainerStatus[];
    const runtime = runtimeOf(row.initialised === undefined ? row : { runtime: startedMain(pod) }, pod);
    expect(phaseOf(turnOf(pod, kubelet), statuses, { runtime, terminal: row.terminal ?? false })).toBe(row.phase);
  });
}

/** What makes a pod initialised: a main container of the newest sandbox. */
function startedMain({ mains }: Pod): readonly string[] {
  return mains.slice(0, 1).map((c) => `${c.name} running`);
}
