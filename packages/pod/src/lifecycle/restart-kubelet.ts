import { newKubeletMemory } from './state.ts';
import { askForSync, type Turn } from './turn.ts';
import { requestTermination } from './worker.ts';

/**
 * A kubelet has started on a node that already has the pod: containers, the API's status and the log directories are
 * there; back-off, probe results, running stops and counted Events are forgotten.
 */
export function restartKubelet(turn: Turn): void {
  const { state } = turn;
  const { api } = state.status;
  Object.assign(state, newKubeletMemory(turn.now));
  state.status.api = api;
  state.kubeletUp = true;
  for (const memory of state.memory) {
    memory.backOff = undefined;
    memory.reason = undefined;
  }
  if (state.request.deletedAt !== undefined || state.request.eviction) requestTermination(turn);
  else askForSync(turn);
}
