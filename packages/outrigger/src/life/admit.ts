import {
  type Admission,
  admitPod,
  apiServer,
  type Kubelet,
  type KubeletRefusal,
  kubeletRefuses,
  type Scenario,
  type Timeline,
} from '@outrigger/pod';
import { type FeatureGates, isServerGate } from '../kubelet/feature-gates.ts';

/** What an API server of a minor version makes of a pod. */
export function admit(pod: Scenario['pod'], minor: number, gates: FeatureGates): Admission {
  return admitPod(pod, { server: apiServer(minor, serverGates(gates)) });
}

/** Why the kubelet does not take a pod that the API server has stored; undefined when it does. */
export function refusedByKubelet(
  pod: Scenario['pod'],
  kubelet: Kubelet,
  gates: FeatureGates,
): KubeletRefusal | undefined {
  return kubeletRefuses(pod, { minor: kubelet.minor, gates: apiServer(kubelet.minor, serverGates(gates)).gates });
}

/** The short life of a pod that its kubelet refuses: no container ever starts (rejectPod in pkg/kubelet/kubelet.go). */
export function refusedLife(scenario: Scenario, kubelet: Kubelet, refusal: KubeletRefusal): Timeline {
  const { type, reason, message } = refusal.event;
  const { phase } = refusal.status;
  const scheduled = { type: 'PodScheduled', status: true, reason: '', message: '' };
  const status = { ...refusal.status, phase, conditions: [scheduled], containers: [], startTime: 0 };
  return {
    scenario: scenario.name,
    kubelet: kubelet.version,
    containers: [],
    log: [],
    status: [
      { at: 0, deleting: false, status: undefined, gone: false },
      { at: 0, deleting: false, status, gone: false },
    ],
    events: [{ at: 0, type, reason, message, field: undefined, count: 1 }],
    end: 0,
    endedBy: 'terminal',
  };
}

function serverGates(gates: FeatureGates): FeatureGates {
  return Object.fromEntries(Object.entries(gates).filter(([name]) => isServerGate(name)));
}
