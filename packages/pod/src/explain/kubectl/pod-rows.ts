import type { StatusEntry, Timeline } from '../../simulate/timeline.ts';
import { countUntil } from '../life/by-time.ts';
import { type PodRow, podRow } from './pod-row.ts';

/** What `kubectl get pod` shows over time: one row for each moment at which READY, STATUS or RESTARTS change. */
export function podRows({ status, containers, end }: Timeline): readonly PodRow[] {
  const rows: PodRow[] = [];
  for (const [i, entry] of status.entries()) {
    // Of several changes at one moment only the last can be seen.
    if (entry.gone || (status[i + 1]?.at === entry.at && entry.at < end)) continue;
    const row = podRow(entry, containers);
    const before = rows.at(-1);
    if (before?.ready === row.ready && before.status === row.status && before.restarts === row.restarts) continue;
    rows.push(row);
  }
  return rows;
}

/** What `kubectl get pod` shows at a moment; undefined when the pod is gone ("not found"). */
export function podRowAt({ status, containers }: Timeline, at: number): PodRow | undefined {
  const entry: StatusEntry | undefined = status[countUntil(status, at) - 1];
  return !entry || entry.gone ? undefined : { ...podRow(entry, containers), at };
}
