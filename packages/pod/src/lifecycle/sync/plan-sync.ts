import type { Container } from '../../model/pod.ts';
import { type Instance, newestOf, type Runtime } from '../runtime.ts';
import { killUnknown, type PlannedKill, type SyncPlan, type SyncView, wasInitialised } from './plan.ts';
import { planInits } from './plan-inits.ts';
import { shouldStart, triggersRestartAll } from './restart.ts';

/**
 * Decides what a sync does (pkg/kubelet/kuberuntime/kuberuntime_manager.go: computePodActions at 1.36.2).
 * Nothing here waits or acts; `steps.ts` carries the plan out in order.
 */
export function planSync(view: SyncView): SyncPlan {
  const { pod, runtime } = view;
  const [sandbox] = runtime.sandboxes;
  const createSandbox = needsSandbox(runtime);
  const plan: SyncPlan = {
    killPod: createSandbox,
    createSandbox,
    attempt: sandbox ? sandbox.attempt + (createSandbox ? 1 : 0) : 0,
    replacesSandbox: createSandbox && sandbox !== undefined,
    kill: [],
    reset: [],
    startEphemeral: [],
    startInits: [],
    startMains: [],
  };
  if (view.restartingAll) return planReset(view, { ...plan, killPod: false, createSandbox: false });
  if (createSandbox) return planNewSandbox(view, plan);

  for (const c of pod.containers)
    if (c.kind === 'ephemeral' && !newestOf(runtime, c.index)) plan.startEphemeral.push(c.index);
  const initialised = planInits(view, plan);
  if (plan.killPod || !initialised) return plan;

  const kept = planMains(view, plan);
  if (kept === 0 && plan.startMains.length === 0) {
    plan.killPod = true;
    plan.startInits = [];
  }
  return plan;
}

/** Does the pod need another sandbox than it has (pkg/kubelet/kuberuntime/util/util.go: PodSandboxChanged)? */
export function needsSandbox(runtime: Runtime): boolean {
  const [newest, ...older] = runtime.sandboxes;
  return !newest?.ready || older.some((s) => s.ready);
}

/** Looks at every main container; returns how many run on untouched. */
function planMains(view: SyncView, plan: SyncPlan): number {
  let kept = 0;
  for (const c of view.pod.mains) {
    const status = newestOf(view.runtime, c.index);
    if (status?.state !== 'running') {
      if (shouldStart(view.pod, c, view.runtime, view.deleting)) {
        plan.startMains.push(c.index);
        if (status?.state === 'unknown') plan.kill.push(killUnknown(c, status, 'Container'));
      }
      continue;
    }
    const why = whyKillMain(view, c, status);
    if (!why) {
      kept++;
      continue;
    }
    if (why.restart) plan.startMains.push(c.index);
    const message = why.restart ? `${why.message}, will be restarted` : why.message;
    plan.kill.push({ container: c, id: status.id, message, reason: why.reason });
  }
  return kept;
}

interface WhyKill {
  readonly message: string;
  readonly reason: PlannedKill['reason'];
  readonly restart: boolean;
}

function whyKillMain(view: SyncView, c: Container, status: Instance): WhyKill | undefined {
  // Rules are not read for a container that still runs: only the policies are (KEP-5307).
  const restart = (c.restartPolicy ?? view.pod.restartPolicy) !== 'Never';
  if (status.image !== c.image)
    return { message: `Container ${c.name} definition changed`, reason: 'changed', restart: true };
  if (view.verdict('liveness', status) === 'failure') {
    return { message: `Container ${c.name} failed liveness probe`, reason: 'livenessProbe', restart };
  }
  if (view.verdict('startup', status) === 'failure') {
    return { message: `Container ${c.name} failed startup probe`, reason: 'startupProbe', restart };
  }
  return undefined;
}

/** Everything is killed and starts from the beginning, unless there is nothing left to run. */
function planNewSandbox({ pod, runtime }: SyncView, plan: SyncPlan): SyncPlan {
  if (pod.restartPolicy === 'Never' && plan.attempt !== 0 && runtime.instances.length > 0)
    return { ...plan, createSandbox: false };
  const mains = pod.mains.filter((c) => {
    const succeeded = newestOf(runtime, c.index)?.state === 'exited' && newestOf(runtime, c.index)?.exitCode === 0;
    return !(succeeded && (c.restartPolicy ?? pod.restartPolicy) === 'OnFailure');
  });
  if (mains.length === 0 && wasInitialised(pod, runtime)) return { ...plan, createSandbox: false };
  const [first] = pod.inits;
  if (first) return { ...plan, startInits: [first.index] };
  return { ...plan, startMains: mains.map((c) => c.index) };
}

/** Everything goes, mains before inits, those that asked for it last (getContainersToReset). */
function planReset({ pod, runtime }: SyncView, plan: SyncPlan): SyncPlan {
  const sources: SyncPlan['reset'] = [];
  const targets: SyncPlan['reset'] = [];
  for (const c of [...pod.mains, ...pod.inits]) {
    for (const instance of runtime.instances) {
      if (instance.index !== c.index) continue;
      const source = instance.state === 'exited' && triggersRestartAll(c, instance.exitCode);
      (source ? sources : targets).push({ instance, kill: instance.state !== 'exited' });
    }
  }
  return { ...plan, reset: [...targets, ...sources] };
}
