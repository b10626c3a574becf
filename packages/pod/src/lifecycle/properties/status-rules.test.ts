import { describe } from 'vitest';
import { play } from '../../simulate/play.ts';
import type { Case } from '../../simulate/testing/arbitrary-scenario.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { isTerminal, type PodStatus } from '../status/pod-status.ts';

describe('the status', () => {
  forAnyCase('never leaves Succeeded or Failed', (the) => {
    forEachChange(the, (before, after, at) => {
      if (isTerminal(before.phase) && after.phase !== before.phase)
        throw new Error(`${before.phase} becomes ${after.phase} at ${at} ms`);
    });
  });

  forAnyCase('never counts fewer restarts, except of init containers in a new sandbox before 1.36', (the) => {
    const { scenario, kubelet } = the;
    const newSandbox = scenario.timeline.some((h) => h.does === 'crash' && typeof h.what === 'string');
    const forgets = newSandbox && !kubelet.gates.RestartAllContainersOnContainerExits;
    const inits = scenario.pod.spec?.initContainers?.length ?? 0;
    forEachChange(the, (before, after, at) => {
      for (const [i, c] of after.containers.entries()) {
        if (forgets && i < inits) continue;
        const was = before.containers[i]?.restarts ?? 0;
        if (c.restarts < was) throw new Error(`${c.name} had ${was} restarts and has ${c.restarts} at ${at} ms`);
      }
    });
  });

  forAnyCase(
    'says Ready only when ContainersReady, and that only when every sidecar and main container is ready',
    (the) => {
      forEachStatus(the, ({ conditions, containers }, at, counted) => {
        const is = (type: string) => conditions.some((c) => c.type === type && c.status);
        const unready = counted.filter((i) => !containers[i]?.ready).map((i) => containers[i]?.name);
        if (is('Ready') && !is('ContainersReady')) throw new Error(`Ready without ContainersReady at ${at} ms`);
        if (is('ContainersReady') && unready.length > 0)
          throw new Error(`ready without ${unready.join(', ')} at ${at} ms`);
      });
    },
  );

  forAnyCase('calls a sidecar or main container ready only while it runs and has started', (the) => {
    forEachStatus(the, ({ containers }, at, counted) => {
      for (const i of counted) {
        const c = containers[i];
        if (c?.ready && (c.state.is !== 'running' || !c.started))
          throw new Error(`${c.name} is ready and ${c.state.is}, started ${c.started}, at ${at} ms`);
      }
    });
  });
});

/** Every status with its time and the indices of the containers that count for readiness. */
function forEachStatus(
  { scenario, kubelet }: Case,
  see: (status: PodStatus, at: number, counted: readonly number[]) => void,
): void {
  const timeline = play(scenario, kubelet);
  const counted = timeline.containers.filter((c) => c.kind === 'sidecar' || c.kind === 'main').map((c) => c.index);
  for (const { status, at } of timeline.status) if (status) see(status, at, counted);
}

function forEachChange(the: Case, see: (before: PodStatus, after: PodStatus, at: number) => void): void {
  let before: PodStatus | undefined;
  forEachStatus(the, (status, at) => {
    if (before) see(before, status, at);
    before = status;
  });
}
