import type { Container } from '../../model/pod.ts';
import type { Runtime } from '../runtime.ts';
import { podRef, type Turn, tell } from '../turn.ts';

/** Why a container is not started yet. */
export interface BackOff {
  readonly message: string;
  /** When the wait is over, in ms. */
  readonly until: number;
}

/**
 * Must this container wait before it is started again? If not, the next wait is made longer.
 *
 * The wait counts from the end of the last dead instance *that this sync has seen*: after a probe kill that is the one
 * before the instance just killed, which is why such containers restart twice without any wait.
 *
 * Source: pkg/kubelet/kuberuntime/kuberuntime_manager.go: doBackOff; client-go util/flowcontrol/backoff.go at 1.36.2.
 */
export function backOffOf(turn: Turn, container: Container, using: Runtime): BackOff | undefined {
  const dead = using.instances.find((i) => i.index === container.index && i.state === 'exited');
  if (!dead) return undefined;
  const since = dead.finishedAt;
  const memory = turn.state.memory[container.index] as Turn['state']['memory'][number];
  const { first, longest } = turn.kubelet.limits.crashBackOff;
  // The key holds name and image: a new image starts from the first wait (GetBackoffKey).
  const entry = memory.backOff?.image === container.image ? memory.backOff : undefined;
  const expired = entry !== undefined && since - entry.updatedAt > turn.kubelet.limits.crashBackOffReset;
  if (entry && !expired && turn.now - since < entry.wait) {
    tell(
      turn,
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${container.name} in pod ${podRef(turn.pod)}`,
      container,
    );
    const message = `back-off ${printWait(entry.wait)} restarting failed container=${container.name} pod=${podRef(turn.pod)}`;
    return { message, until: since + entry.wait };
  }
  const wait = entry && !expired ? Math.min(entry.wait * 2, longest) : first;
  memory.backOff = { wait, updatedAt: turn.now, image: container.image };
  return undefined;
}

/** A Go duration in whole seconds: `10s`, `1m20s`, `5m0s`. */
function printWait(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
