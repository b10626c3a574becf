import type { Problem, Workload } from '@outrigger/manifest';
import type { Kubelet } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { admit, refusedByKubelet } from '../../life/admit.ts';
import { controllerPod } from '../../life/controller-pod.ts';
import { type ControlledObject, controlledObject } from './controlled-object.ts';

/** A pod to be run, as the API server would have stored it. */
export interface PlannedPod {
  readonly workload: Workload;
  readonly namespace: string;
  readonly name: string;
  readonly pod: IPod;
  /** Of one that the API server has stored. */
  readonly uid?: string;
}

/** What is to be run for a workload. */
export interface PlannedWorkload {
  readonly workload: Workload;
  /** One of its pods, as the API server would have stored it: they are alike. */
  readonly pod: IPod;
  /** Pods that nobody controls. */
  readonly pods: readonly PlannedPod[];
  /** What a controller makes pods of. */
  readonly controlled: ControlledObject | undefined;
}

/** What is to be run for a workload, or why the API server or the kubelet would refuse its pods. */
export function planWorkload(
  workload: Workload,
  { kubelet, replicas }: { readonly kubelet: Kubelet; readonly replicas: number | undefined },
): PlannedWorkload | readonly Problem[] {
  const asked = controllerPod(workload);
  const named = { ...asked, metadata: { ...asked.metadata, name: asked.metadata?.name || 'pod' } };
  const admission = admit(named, kubelet.minor, {});
  const { file } = workload.object;
  const code = 'invalid-value';
  const severity = 'error';
  if (!admission.admitted) {
    return admission.reasons.map(({ path, message }) => {
      return { code, severity, message, file, path, position: workload.locate(path) };
    });
  }
  const refusal = refusedByKubelet(admission.pod, kubelet, {});
  if (refusal) {
    const path = ['spec'];
    const message = `the kubelet refuses this pod: ${refusal.message}`;
    return [{ code, severity, message, file, path, position: workload.locate(path) }];
  }
  const pod = admission.pod as IPod;
  const controlled = controlledObject(workload, { pod, replicas });
  return { workload, pod, controlled, pods: controlled ? [] : barePods(workload, { pod, replicas }) };
}

function barePods(
  workload: Workload,
  { pod, replicas }: { readonly pod: IPod; readonly replicas: number | undefined },
): readonly PlannedPod[] {
  const namespace = pod.metadata?.namespace ?? 'default';
  const base = (workload.name || 'pod').replace(/-$/, '');
  const names = replicas === undefined ? [base] : Array.from({ length: replicas }, (_, n) => `${base}-${n}`);
  return names.map((name) => ({
    workload,
    namespace,
    name,
    pod: { ...pod, metadata: { ...pod.metadata, name } } as IPod,
  }));
}
