import type { Stopped } from '../life/pod-stops.ts';
import { enumerate, plural } from '../words/enumerate.ts';

/** Steps of a stop that are nearer to each other than this many ms are one moment. */
export const MOMENT = 200;

/** Who gets SIGTERM, and whether that is the end: `app gets SIGTERM.`, `app gets SIGTERM and ends at once.` */
export function signalText(signalled: readonly Stopped[], lead = ''): string {
  if (signalled.length === 0) return '';
  const ordered = inOrder(signalled);
  const [quick, slow] = [ordered.filter(endsAtOnce), ordered.filter((one) => !endsAtOnce(one))];
  const texts = [
    slow.length > 0 ? `${enumerate(slow.map(nameOf))} ${plural(slow, 'gets', 'get')} SIGTERM.` : '',
    quick.length > 0
      ? `${enumerate(quick.map(nameOf))} ${plural(quick, 'gets SIGTERM and ends', 'get SIGTERM and end')} at once.`
      : '',
  ];
  return lead + texts.filter((text) => text !== '').join(' ');
}

/** Was the signal the end? Then nothing more has to be told of it. */
export function endsAtOnce({ attempt, term }: Stopped): boolean {
  return attempt.end !== undefined && term !== undefined && attempt.end.at - term < MOMENT;
}

/** The name of a container that is being stopped. */
export function nameOf({ attempt }: Stopped): string {
  return attempt.container.name;
}

/** By the time of the signal; at the same time main containers first, then sidecars from the last to the first. */
function inOrder(stopped: readonly Stopped[]): readonly Stopped[] {
  const rank = ({ attempt: { container } }: Stopped) =>
    container.kind === 'sidecar' ? 1_000_000 - container.index : container.index;
  return stopped.toSorted((a, b) => {
    const apart = (a.term ?? 0) - (b.term ?? 0);
    return Math.abs(apart) >= MOMENT ? apart : rank(a) - rank(b);
  });
}
