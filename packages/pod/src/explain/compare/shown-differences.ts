import { podRowAt } from '../kubectl/pod-rows.ts';
import type { PodLife } from '../life/life.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { Difference } from './difference.ts';

/**
 * Two lives of one course can still look different: where `kubectl get pod` first shows another READY or STATUS for longer
 * than a moment. While a crashed container waits, for example, older kubelets soon say CrashLoopBackOff, newer ones Error.
 */
export function shownDifferences(a: PodLife, b: PodLife): readonly Difference[] {
  const shows = ({ timeline }: PodLife, at: number): string => {
    const row = podRowAt(timeline, at);
    return row ? `${row.ready} ${row.status}` : '';
  };
  const times = [...new Set([...a.timeline.status, ...b.timeline.status].map(({ at }) => at))].sort((x, y) => x - y);
  const at = times.find((time, i) => (times[i + 1] ?? time) - time > MOMENT && shows(a, time) !== shows(b, time));
  if (at === undefined) return [];
  const what = `at ${sayDuration(at)} kubectl get pod shows`;
  return [{ kind: 'shown', what, a: shows(a, at), b: shows(b, at), at, containers: [] }];
}

/** Nobody sees what is gone sooner, in ms. */
const MOMENT = 1000;
