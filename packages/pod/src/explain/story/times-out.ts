import type { ProbeKind } from '../../model/pod.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';
import { sayDuration } from '../words/say-duration.ts';

/** Says that a probe runs into its timeout, as an addition in brackets; empty when it does not. */
export function timesOut({ timeline }: PodLife, { container }: ContainerLife, kind: ProbeKind): string {
  const probe = container.probes[kind];
  const label = `${kind} probe failed`;
  const late = timeline.events.some(
    ({ reason, field, message }) =>
      reason === 'Unhealthy' &&
      field === container.field &&
      message.toLowerCase().startsWith(label) &&
      message.includes('timed out'),
  );
  return probe && late ? ` (it takes longer than its timeout of ${sayDuration(probe.timeoutSeconds * 1000)})` : '';
}
