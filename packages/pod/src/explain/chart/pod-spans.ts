import type { Timeline } from '../../simulate/timeline.ts';
import type { PodSpan } from './chart-model.ts';

/** Cuts the pod's time by phase, readiness and deletion. */
export function podSpans({ status, end }: Timeline): readonly PodSpan[] {
  const spans: PodSpan[] = [];
  for (const [i, { at, gone, deleting, status: shown }] of status.entries()) {
    const to = Math.min(status[i + 1]?.at ?? end, end);
    if (to <= at) continue;
    const phase = gone ? 'Gone' : (shown?.phase ?? 'Pending');
    const ready = shown?.conditions.some((c) => c.type === 'Ready' && c.status) ?? false;
    const before = spans.at(-1);
    if (before?.phase === phase && before.ready === ready && before.deleting === deleting)
      spans[spans.length - 1] = { ...before, to };
    else spans.push({ phase, ready, deleting, from: at, to });
  }
  return spans;
}
