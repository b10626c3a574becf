import type { Container } from '../../model/pod.ts';
import { type Instance, newestOf } from '../runtime.ts';
import { killUnknown, type SyncPlan, type SyncView, wasInitialised } from './plan.ts';
import { planInitsInTurn } from './plan-inits-in-turn.ts';
import { shouldStart } from './restart.ts';

/**
 * Plans the init containers and sidecars; true when the main containers may be looked at.
 *
 * The list is walked from the last to the first, because the runtime may have forgotten the early ones: the last entry
 * that has a status tells how far the pod is, and everything before it counts as initialised.
 *
 * Source: pkg/kubelet/kuberuntime/kuberuntime_container.go: computeInitContainerActions at 1.36.2.
 */
export function planInits(view: SyncView, plan: SyncPlan): boolean {
  const { pod, kubelet, runtime } = view;
  if (pod.inits.length === 0) return true;
  if (!pod.hasSidecars && kubelet.limits.initsInTurn) return planInitsInTurn(view, plan);

  const walk: Walk = { view, plan, initialised: hasStartedMain(view), earlier: false };
  walk.earlier = walk.initialised;
  for (let i = pod.inits.length - 1; i >= 0; i--) {
    const c = pod.inits[i] as Container;
    const status = newestOf(runtime, c.index);
    if (!status) {
      if (walk.earlier && c.kind === 'sidecar') plan.startInits.push(c.index);
      continue;
    }
    if (walk.earlier && c.kind === 'init') continue;
    const isLast = i === pod.inits.length - 1;
    const failed = c.kind === 'sidecar' ? planSidecar(walk, c, status, isLast) : planInit(walk, c, status, isLast);
    if (failed) return false;
    walk.earlier = true;
  }
  if (!walk.earlier) plan.startInits.push(0);
  plan.startInits.reverse();
  return walk.initialised;
}

interface Walk {
  readonly view: SyncView;
  readonly plan: SyncPlan;
  /** The pod has been initialised: main containers may run. */
  initialised: boolean;
  /** The entry at hand lies before one that was reached. */
  earlier: boolean;
}

/** A main container that runs proves that the inits were done, even if the runtime has forgotten them. */
function hasStartedMain({ pod, kubelet, runtime }: SyncView): boolean {
  if (kubelet.bugs.initsForgottenOnlyWithRunningMains) return wasInitialised(pod, runtime);
  return pod.mains.some((c) => {
    const state = newestOf(runtime, c.index)?.state;
    return state === 'running' || state === 'created';
  });
}

function planSidecar(walk: Walk, c: Container, status: Instance, isLast: boolean): boolean {
  const { view, plan } = walk;
  if (status.state === 'running') planRunningSidecar(walk, c, status, isLast);
  else if (status.state === 'exited') plan.startInits.push(c.index);
  else if (status.state === 'created') {
    if (!view.kubelet.bugs.createdContainerIsStuck) plan.startInits.push(c.index);
  } else {
    plan.kill.push(killUnknown(c, status, 'Init container'));
    plan.startInits.push(c.index);
  }
  return false;
}

/** A running sidecar is started once its startup probe has succeeded; liveness never holds the next one. */
function planRunningSidecar(walk: Walk, c: Container, status: Instance, isLast: boolean): void {
  const { view, plan } = walk;
  const restart = (message: string, reason: 'startupProbe' | 'livenessProbe' | 'changed') => {
    plan.kill.push({ container: c, id: status.id, message, reason });
    plan.startInits.push(c.index);
  };
  if (c.probes.startup) {
    const verdict = view.verdict('startup', status);
    if (verdict === 'failure') restart(`Init container ${c.name} failed startup probe`, 'startupProbe');
    if (verdict !== 'success') return;
  }
  if (isLast) walk.initialised = true;
  else if (!walk.earlier) plan.startInits.push(c.index + 1);

  if (status.image !== c.image && !view.kubelet.bugs.sidecarImageChangeIsIgnored) {
    restart(`Init container ${c.name} definition changed`, 'changed');
  } else if (c.probes.liveness && view.verdict('liveness', status) === 'failure') {
    restart(`Init container ${c.name} failed liveness probe`, 'livenessProbe');
  }
}

/** True when the pod has failed for good. */
function planInit(walk: Walk, c: Container, status: Instance, isLast: boolean): boolean {
  const { view, plan } = walk;
  if (status.state === 'running') return false;
  if (status.state === 'created') {
    if (!view.kubelet.bugs.createdContainerIsStuck) plan.startInits.push(c.index);
    return false;
  }
  if (status.state === 'exited' && status.exitCode === 0) {
    if (isLast) walk.initialised = true;
    else plan.startInits.push(c.index + 1);
    return false;
  }
  if (!mayRetry(view, c, status)) {
    plan.killPod = true;
    plan.startInits = [];
    return true;
  }
  if (status.state === 'unknown') plan.kill.push(killUnknown(c, status, 'Init container'));
  plan.startInits.push(c.index);
  return false;
}

function mayRetry(view: SyncView, c: Container, status: Instance): boolean {
  if (!view.kubelet.gates.ContainerRestartRules) return view.pod.restartPolicy !== 'Never';
  if (status.state === 'unknown') return (c.restartPolicy ?? view.pod.restartPolicy) !== 'Never';
  return shouldStart(view.pod, c, view.runtime, view.deleting);
}
