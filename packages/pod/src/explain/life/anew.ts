import { triggersRestartAll } from '../../lifecycle/sync/restart.ts';
import type { Attempt } from './attempt.ts';
import type { ContainerLife, PodLife } from './life.ts';
import { stopOf } from './stop.ts';

/** Did an attempt end because the whole pod went down? What starts after it starts anew, not again. */
export function endedWithPod(life: PodLife, container: ContainerLife, attempt: Attempt): boolean {
  if (!attempt.end) return false;
  const { at, by, code } = attempt.end;
  const stop = stopOf(life, container, attempt);
  if (stop) return stop.why === 'pod' || stop.why === 'restartAll';
  if (by === 'itself') return life.pod?.mayRestartAll === true && triggersRestartAll(container.container, code);
  return by === 'kill' && life.sandboxChanges.some((time) => time >= at && time <= at + NOTICED);
}

/** So many ms after the sandbox died the kubelet has noticed it for certain. */
const NOTICED = 3000;
