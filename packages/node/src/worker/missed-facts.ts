import type { Fact, PodState } from '@outrigger/pod';
import type { RuntimeContents } from '../runtime/pod-runtime.ts';

/** What became of a pod while no command looked after it. */
export interface Missed {
  /** To be told to the engine at once, in this order; the last is that the kubelet has started. */
  readonly facts: readonly Fact[];
  /** What was to be started and never came about. It left no log, by which a kubelet counts starts (calcRestartCountByLogDir). */
  readonly unbegun: { readonly container: number; readonly attempt: number } | undefined;
  /** Containers that nobody knows of; they are to be taken away, for they run nobody's pod. */
  readonly strangers: readonly string[];
  /** Sandboxes that nobody knows of. */
  readonly strangeSandboxes: readonly string[];
}

/** Compares what the engine last knew with what is there now, the way a kubelet that has just started finds its pods. */
export function missedFacts(state: PodState, contents: RuntimeContents, at: (wall: number) => number): Missed {
  const facts: Fact[] = [];
  const { runtime, worker } = state;
  const starting = worker.doing?.what === 'start' ? worker.doing : undefined;
  const found = new Map(contents.containers.map((container) => [container.id, container]));
  const known = new Set(runtime.instances.map(({ id }) => id));
  const now = at(Number.POSITIVE_INFINITY);
  // It had been asked for, and has come about: the answer was lost with whoever waited for it.
  const begun = starting === undefined || known.has(starting.id) ? undefined : found.get(starting.id);
  if (begun) facts.push({ is: 'started', id: begun.id, at: begun.end ? at(begun.end.at) : now });
  for (const { id, state: last } of [
    ...(begun ? [{ id: begun.id, state: 'running' as const }] : []),
    ...runtime.instances,
  ]) {
    if (last === 'exited') continue;
    const container = found.get(id);
    if (!container) facts.push({ is: 'exited', id, at: now, exitCode: 137, reason: 'ContainerStatusUnknown' });
    else if (container.end) facts.push(exitedFact(id, container.end, at));
  }
  const ready = new Set(contents.sandboxes.filter((sandbox) => sandbox.ready).map(({ id }) => id));
  for (const sandbox of runtime.sandboxes) {
    if (sandbox.ready && !ready.has(sandbox.id)) facts.push({ is: 'sandboxLost', id: sandbox.id });
  }
  const knownSandboxes = new Set(runtime.sandboxes.map(({ id }) => id));
  return {
    facts: [...facts, { is: 'kubeletStopped' }, { is: 'kubeletStarted' }],
    unbegun: starting && !begun && !known.has(starting.id) ? starting : undefined,
    strangers: contents.containers.map(({ id }) => id).filter((id) => !known.has(id) && id !== begun?.id),
    strangeSandboxes: contents.sandboxes.map(({ id }) => id).filter((id) => !knownSandboxes.has(id)),
  };
}

/** The end of a container as the engine is told. */
export function exitedFact(
  id: string,
  end: { readonly at: number; readonly exitCode: number; readonly reason?: string },
  at: (wall: number) => number,
): Fact {
  const { exitCode, reason } = end;
  return { is: 'exited', id, at: at(end.at), exitCode, ...(reason !== undefined && { reason }) };
}
