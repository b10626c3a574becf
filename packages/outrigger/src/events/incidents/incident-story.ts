import type { Incident, IncidentObject } from '@outrigger/events';
import { sayDuration } from '@outrigger/pod';

/** An incident from cause to effect, a line for each step. */
export function incidentStory(incident: Incident): readonly string[] {
  const { id, root, state, severity, from, until, chain, affected, occurrences } = incident;
  const lasted = until > from ? ` for ${sayDuration(until - from)}` : '';
  return [
    `Incident ${id}: ${sayBriefly(root)}, ${severity}, ${state}${lasted}, ${occurrences} events`,
    '',
    ...chain.map(({ object, reason, message, at, because }) => {
      const after = at === from ? new Date(at).toISOString() : `+${sayDuration(at - from)}`;
      const why =
        because === undefined ? '' : ` (because of ${because.reason} of ${sayBriefly(because.of)}, ${because.rule})`;
      return `  ${after.padEnd(24)}  ${sayBriefly(object)}  ${reason}${message === '' ? '' : `: ${message}`}${why}`;
    }),
    '',
    `affected: ${affected.map(sayBriefly).join(', ') || 'nothing else'}`,
  ];
}

/** `deployment/shop/web`, as it can be given to --workload. */
export function sayBriefly({ kind, namespace, name }: IncidentObject): string {
  return [kind.toLowerCase(), namespace, name].filter((part) => part !== '').join('/');
}
