import type { CpuShare } from './exclusive-cpus.ts';
import type { PodReservation } from './reserve-for-pod.ts';

/**
 * Says in sentences what is set apart for a pod, who shares what with whom, and what follows from it.
 *
 * @example
 * sayReservation(reserveForPod(resources, { cpu: {} }));
 * // ['proxy has CPU 0 for itself', 'app has CPU 0, 1 for itself',
 * //  'proxy and app run at the same time on CPU 0: this kubelet takes a sidecar for an init container that ends (…)']
 */
export function sayReservation({ cpus, memory, devices, refusal }: PodReservation): readonly string[] {
  if (refusal) return [`the kubelet refuses the pod with ${refusal.reason}: ${refusal.message}`];
  const sentences = (cpus?.shares ?? []).map(sayCpuShare);
  for (const { containers, cpus: shared } of cpus?.conflicts ?? []) {
    sentences.push(`${containers.join(' and ')} run at the same time on CPU ${shared.join(', ')}: ${UNAWARE}`);
  }
  if (cpus && cpus.idle.length > 0) {
    sentences.push(`CPU ${cpus.idle.join(', ')} stays set apart although the init container that had it has ended`);
  }
  for (const [name, bytes] of memory?.reserved ?? [])
    sentences.push(`${bytes} bytes of ${name} are set apart for the pod`);
  for (const [name, bytes] of memory?.shortfall ?? []) {
    sentences.push(`${bytes} bytes of ${name} that its containers use at the same time are not set apart: ${UNAWARE}`);
  }
  for (const [kind, { shares, conflicts }] of devices) {
    for (const { container, devices: ids } of shares) sentences.push(`${container} gets ${kind} ${ids.join(', ')}`);
    for (const { containers, devices: ids } of conflicts) {
      sentences.push(`${containers.join(' and ')} use ${kind} ${ids.join(', ')} at the same time: ${UNAWARE}`);
    }
  }
  return sentences;
}

const UNAWARE = 'this kubelet takes a sidecar for an init container that ends (k/k#119447, #120461, #120715, 1.29)';

const REASONS: Readonly<Record<CpuShare['why'], string>> = {
  exclusive: '',
  'not-guaranteed': 'the pod is not Guaranteed',
  'no-request': 'it requests no CPU',
  'not-whole-cpus': 'it does not request whole CPUs',
  'pod-level': 'the pod sets spec.resources, which the CPU manager leaves alone',
};

function sayCpuShare({ container, cpus, why }: CpuShare): string {
  if (why !== 'exclusive') return `${container} runs on the shared CPUs: ${REASONS[why]}`;
  return `${container} has CPU ${cpus.join(', ')} for itself`;
}
