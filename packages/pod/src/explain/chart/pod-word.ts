import type { PodSpan } from './chart-model.ts';

/** One word for the pod's state: its phase, but Ready when it is, and Terminating while it is being deleted. */
export function podWord({ phase, ready, deleting }: PodSpan): PodSpan['phase'] | 'Ready' | 'Terminating' {
  if (phase === 'Succeeded' || phase === 'Failed' || phase === 'Gone') return phase;
  if (deleting) return 'Terminating';
  return ready ? 'Ready' : phase;
}
