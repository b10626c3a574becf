import type { INode, IPod } from 'kubernetes-models/v1';
import { finishedAt } from '../read/finished-at.ts';
import { isAvailable, isReady } from '../read/pod.ts';
import { timeOf } from '../read/time.ts';
import { HASH } from './daemon-revisions.ts';
import type { DaemonLook } from './reconcile-daemon-set.ts';

/** What is to be done on nodes. */
export interface NodePlan {
  /** Names of nodes that need a daemon. */
  readonly starts: readonly string[];
  readonly ends: readonly IPod[];
  readonly told: readonly { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string }[];
  readonly againInMs?: number;
}

/** What is to be done on one node (podsShouldBeOnNode@1.36). */
export function planNode(look: DaemonLook, node: INode, { runs, stays }: { runs: boolean; stays: boolean }): NodePlan {
  const name = node.metadata?.name ?? '';
  const daemons = look.daemons.get(name);
  if (daemons === undefined) return { starts: runs ? [name] : [], ends: [], told: [] };
  const staying = daemons.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  if (!stays) return { starts: [], ends: staying, told: [] };
  const ended = planEnded(look, name, staying);
  const running = staying.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
  const ordered = running.toSorted(byAge);
  if (!allowsSurge(look)) return { ...ended, ends: [...ended.ends, ...ordered.slice(1)] };
  if (ordered.length <= 1) return { ...ended, starts: ordered.length === 0 && runs ? [name] : [] };
  return { ...ended, ends: [...ended.ends, ...surplus(look, ordered)] };
}

/** A daemon that has ended is replaced; one that failed, after a while. */
function planEnded({ view }: DaemonLook, node: string, daemons: readonly IPod[]): NodePlan {
  const ends: IPod[] = [];
  const told: NodePlan['told'][number][] = [];
  let againInMs: number | undefined;
  for (const pod of daemons) {
    const { namespace, name } = pod.metadata ?? {};
    const place = `${namespace}/${name} on node ${node}`;
    if (pod.status?.phase === 'Failed') {
      const left = waitAfter(pod) - (view.now - finishedAt(pod));
      if (left > 0) {
        againInMs = Math.min(againInMs ?? left, left);
        continue;
      }
      const message = `Found failed daemon pod ${place}, will try to kill it`;
      told.push({ type: 'Warning', reason: 'FailedDaemonPod', message });
      ends.push(pod);
    } else if (pod.status?.phase === 'Succeeded') {
      const message = `Found succeeded daemon pod ${place}, will try to delete it`;
      told.push({ type: 'Normal', reason: 'SucceededDaemonPod', message });
      ends.push(pod);
    }
  }
  return { starts: [], ends, told, ...(againInMs !== undefined && { againInMs }) };
}

/**
 * Upstream remembers how often a node's daemon has failed and doubles from 1 s to 15 min. This looks at the pod alone: what
 * has failed at once waits for a second, what has run for long is replaced at once.
 */
function waitAfter(pod: IPod): number {
  const lived = finishedAt(pod) - (timeOf(pod.metadata?.creationTimestamp) ?? 0);
  return lived < 900_000 ? 1000 : 0;
}

/** Of an old and a new one the old one goes when the new one is there, or when it is of no use. */
function surplus({ set, view, hash }: DaemonLook, ordered: readonly IPod[]): readonly IPod[] {
  const isNew = ({ metadata }: IPod): boolean => metadata?.labels?.[HASH] === hash;
  const fresh = ordered.find(isNew);
  const old = ordered.find((pod) => !isNew(pod));
  const doubled = ordered.filter((pod) => pod !== fresh && pod !== old);
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  const mayGo = fresh && old && (!isReady(old) || isAvailable(fresh, minReadySeconds, view.now));
  return mayGo ? [...doubled, old] : doubled;
}

/** Whether a new daemon may run beside the old one (util.AllowsSurge@1.36). */
function allowsSurge({ set }: DaemonLook): boolean {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const { maxSurge = 0 } = rollingUpdate ?? {};
  return type !== 'OnDelete' && maxSurge !== 0 && maxSurge !== '0%';
}

/** Bound ones first, then the oldest. */
export function byAge(one: IPod, other: IPod): number {
  const isBound = Number(Boolean(other.spec?.nodeName)) - Number(Boolean(one.spec?.nodeName));
  const [a, b] = [one, other].map(({ metadata }) => timeOf(metadata?.creationTimestamp) ?? 0) as [number, number];
  return isBound || a - b;
}
