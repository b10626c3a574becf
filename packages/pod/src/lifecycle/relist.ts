import { instanceOf, type Runtime, withoutOldDead } from './runtime.ts';
import { askForSync, type Turn } from './turn.ts';

/**
 * Looks at the runtime and asks for a sync when something changed: the kubelet's only way to learn what containers do.
 * It happens once a second, and since 1.36 also right after a sync that changed something.
 *
 * Source: pkg/kubelet/pleg/generic.go: Relist, relistPod at 1.36.2; kubelet.go: syncLoopIteration, isSyncPodWorthy.
 */
export function relist(turn: Turn): void {
  const { state } = turn;
  const { timing } = turn.kubelet;
  if (timing.relistEvery === 0) {
    if (state.seen !== state.runtime) look(turn);
  } else if (turn.now >= state.nextRelist) {
    look(turn);
    state.nextRelist = turn.now + timing.relistEvery + RELIST_TAKES;
  } else if (state.relistRequested) look(turn);
  state.relistRequested = false;
}

/** A relist lists every container of the node; the next one begins this long after the period (measured on an idle node). */
const RELIST_TAKES = 4;

function look(turn: Turn): void {
  const { state } = turn;
  const before = state.seen;
  state.looks++;
  if (before === state.runtime) return;
  state.seen = state.runtime;
  if (isWorthASync(before, state.runtime)) askForSync(turn);
  for (const died of newlyDead(before, state.runtime)) state.runtime = withoutOldDead(state.runtime, died);
}

/** A container or sandbox that appeared, changed its state, or vanished without having been seen dead. */
function isWorthASync(before: Runtime, after: Runtime): boolean {
  for (const instance of after.instances) {
    const old = instanceOf(before, instance.id);
    if (old?.state !== instance.state && instance.state !== 'created' && instance.state !== 'unknown') return true;
  }
  for (const old of before.instances) if (old.state !== 'exited' && !instanceOf(after, old.id)) return true;
  return after.sandboxes.some((s) => before.sandboxes.find((b) => b.id === s.id)?.ready !== s.ready);
}

function newlyDead(before: Runtime, after: Runtime): readonly number[] {
  return after.instances
    .filter((i) => i.state === 'exited' && instanceOf(before, i.id)?.state !== 'exited')
    .map((i) => i.index);
}
