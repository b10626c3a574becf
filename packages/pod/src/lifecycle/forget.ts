import { instanceOf, type Runtime, withOnly } from './runtime.ts';
import type { Turn } from './turn.ts';

/**
 * Removes every init container this sync has seen, with its logs: a new sandbox starts from the first, and those that
 * this very sync does not start count their restarts from 0 again (purgeInitContainers, removeContainerLog).
 */
export function withoutInits(turn: Turn, runtime: Runtime, seen: Runtime): Runtime {
  for (const memory of turn.state.memory.slice(0, turn.pod.inits.length)) memory.logs = 0;
  return forget(turn, runtime, (index, id) => isInit(turn, index) && instanceOf(seen, id) !== undefined);
}

/** Keeps one dead instance of each init container (pruneInitContainersBeforeStart). */
export function withoutSpareInits(turn: Turn, runtime: Runtime): Runtime {
  const using = turn.state.worker.using;
  const kept = new Set<number>();
  const spare = new Set<string>();
  for (const instance of using.instances) {
    if (!isInit(turn, instance.index) || (instance.state !== 'exited' && instance.state !== 'unknown')) continue;
    if (kept.has(instance.index)) spare.add(instance.id);
    kept.add(instance.index);
  }
  return spare.size === 0 ? runtime : forget(turn, runtime, (_, id) => spare.has(id));
}

function isInit(turn: Turn, index: number): boolean {
  const kind = turn.pod.containers[index]?.kind;
  return kind === 'init' || kind === 'sidecar';
}

function forget(turn: Turn, runtime: Runtime, drop: (index: number, id: string) => boolean): Runtime {
  const dropped = runtime.instances.filter((instance) => drop(instance.index, instance.id));
  for (const { id } of dropped) turn.actions.push({ do: 'remove', id });
  return withOnly(runtime, (instance) => !dropped.includes(instance));
}
