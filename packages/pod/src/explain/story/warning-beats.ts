import type { PodLife } from '../life/life.ts';
import { type Beat, ORDER } from './beat.ts';

/** Warnings of the kubelet about the pod as a whole, each kind once: that it refuses the pod, that a sandbox cannot be made. */
export function warningBeats(life: PodLife): readonly Beat[] {
  const told = new Set<string>();
  return life.timeline.events.flatMap(({ at, type, reason, field, message }) => {
    if (type !== 'Warning' || field !== undefined || told.has(reason)) return [];
    told.add(reason);
    const says = isRefused(life) ? 'The kubelet refuses the pod' : 'The kubelet warns';
    const text = `${says}: ${message.trim().replace(/\.$/, '')} (${reason}).`;
    return [{ at, order: ORDER.outside, text, level: 'warning' as const, containers: [] }];
  });
}

/** A kubelet that refuses a pod never writes a status for any of its containers. */
export function isRefused({ timeline }: PodLife): boolean {
  return timeline.events.length > 0 && !timeline.status.some(({ status }) => (status?.containers.length ?? 0) > 0);
}
