import type { Timeline } from '../../simulate/timeline.ts';
import { humanDuration } from '../words/human-duration.ts';

/** One line of the Events table of `kubectl describe pod`. */
export interface EventRow {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly from: string;
  readonly message: string;
  readonly count: number;
  /** First and last time it was recorded, in ms since the pod was created. */
  readonly first: number;
  readonly last: number;
}

/**
 * The Events of the pod as `kubectl describe pod` lists them at a moment; by default at the end of the play.
 *
 * Source: k8s.io/kubectl pkg/describe/describe.go: DescribeEvents; pkg/util/event/sorted_event_list.go at 1.36.2.
 */
export function eventRows({ events, kubelet, end }: Timeline, at: number = end): readonly EventRow[] {
  const rows = new Map<string, EventRow>();
  const withField = tellsField(kubelet);
  for (const event of events) {
    if (event.at > at) break;
    const { type, reason, field, count } = event;
    const message = withField && field !== undefined ? `${field}: ${event.message.trim()}` : event.message.trim();
    const key = `${type}|${reason}|${field}|${messageKey(event.message)}`;
    const first = rows.get(key)?.first ?? event.at;
    rows.set(key, { type, reason, from: 'kubelet', message, count, first, last: event.at });
  }
  return [...rows.values()].sort((a, b) => a.last - b.last);
}

/** AGE as printed: `5s`, or `5s (x3 over 40s)`. */
export function printAge({ count, first, last }: EventRow, now: number): string {
  const age = humanDuration(now - last);
  return count > 1 ? `${age} (x${count} over ${humanDuration(now - first)})` : age;
}

/** Since 1.35 kubectl says which container an Event speaks of: the kubelet's messages no longer do. */
function tellsField(kubelet: string): boolean {
  return Number(kubelet.split('.')[1]) >= 35;
}

/** Events folded together by the recorder are one, whatever the last of them said. */
function messageKey(message: string): string {
  return message.startsWith('(combined from similar events)') ? 'combined' : message;
}
