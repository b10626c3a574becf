import type { Container } from '../../model/pod.ts';
import { type Instance, newestOf } from '../runtime.ts';
import { killUnknown, type SyncPlan, type SyncView } from './plan.ts';

/**
 * Plans the init containers of a pod without sidecars, one after the other, as kubelets up to 1.32 do; true when the
 * main containers may be looked at.
 *
 * Source: pkg/kubelet/kuberuntime/kuberuntime_container.go: findNextInitContainerToRun at 1.27.7.
 */
export function planInitsInTurn(view: SyncView, plan: SyncPlan): boolean {
  const { pod, runtime } = view;
  if (pod.mains.some((c) => newestOf(runtime, c.index)?.state === 'running')) return true;

  const failed = pod.inits.findLast((c) => hasFailed(newestOf(runtime, c.index)));
  if (failed) {
    if (pod.restartPolicy === 'Never') plan.killPod = true;
    else restart(failed, newestOf(runtime, failed.index), plan);
    return false;
  }
  for (let i = pod.inits.length - 1; i >= 0; i--) {
    const status = newestOf(runtime, (pod.inits[i] as Container).index);
    if (status?.state === 'running') return false;
    if (status?.state !== 'exited') continue;
    const next = pod.inits[i + 1];
    if (!next) return true;
    plan.startInits.push(next.index);
    return false;
  }
  plan.startInits.push(0);
  return false;
}

function hasFailed(status: Instance | undefined): boolean {
  return status?.state === 'unknown' || (status?.state === 'exited' && status.exitCode !== 0);
}

function restart(c: Container, status: Instance | undefined, plan: SyncPlan): void {
  if (status?.state === 'unknown') plan.kill.push(killUnknown(c, status, 'Init container'));
  plan.startInits.push(c.index);
}
