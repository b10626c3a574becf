import type { IPod } from 'kubernetes-models/v1';
import { scaled } from '../read/int-or-percent.ts';
import { isAvailable } from '../read/pod.ts';
import { HASH } from './daemon-revisions.ts';
import { placementOn } from './placement.ts';
import type { NodePlan } from './plan-node.ts';
import type { DaemonLook } from './reconcile-daemon-set.ts';

/** The next step from the old template to the new one (pkg/controller/daemon/update.go rollingUpdate@1.36). */
export function planRoll(look: DaemonLook): Pick<NodePlan, 'starts' | 'ends'> {
  const { set } = look;
  const wanted = new Set(
    look.nodes.filter((node) => placementOn(node, set).runs).map(({ metadata }) => metadata?.name ?? ''),
  );
  const { maxSurge, maxUnavailable } = set.spec?.updateStrategy?.rollingUpdate ?? {};
  const surge = scaled(maxSurge, wanted.size, 'up');
  const missing = scaled(maxUnavailable ?? 1, wanted.size, 'up');
  const groups = new Map([...wanted].map((node) => [node, [] as readonly IPod[]]));
  for (const [node, daemons] of look.daemons) groups.set(node, daemons);
  if (surge > 0) return rollWithSurge(look, groups, wanted, surge);
  return rollInPlace(look, groups, missing === 0 && wanted.size > 0 ? 1 : missing);
}

type Groups = ReadonlyMap<string, readonly IPod[]>;

function rollInPlace(look: DaemonLook, groups: Groups, most: number): Pick<NodePlan, 'starts' | 'ends'> {
  let unavailable = 0;
  const useless: IPod[] = [];
  const candidates: IPod[] = [];
  for (const daemons of groups.values()) {
    const pair = pairOf(look, daemons);
    if (pair === undefined || (pair.old === undefined) === (pair.fresh === undefined)) unavailable++;
    else if (pair.fresh) unavailable += isThere(look, pair.fresh) ? 0 : 1;
    else if (pair.old && !isThere(look, pair.old)) {
      useless.push(pair.old);
      unavailable++;
    } else if (pair.old && unavailable < most) candidates.push(pair.old);
  }
  return { starts: [], ends: [...useless, ...candidates.slice(0, Math.max(0, most - unavailable))] };
}

function rollWithSurge(
  look: DaemonLook,
  groups: Groups,
  wanted: ReadonlySet<string>,
  most: number,
): Pick<NodePlan, 'starts' | 'ends'> {
  let surging = 0;
  let available = 0;
  const ends: IPod[] = [];
  const misplaced: IPod[] = [];
  const needed: string[] = [];
  const candidates: string[] = [];
  for (const [node, daemons] of groups) {
    const pair = pairOf(look, daemons);
    if (pair === undefined) {
      surging++;
      continue;
    }
    const { old, fresh } = pair;
    const main = old ?? fresh;
    if (main && isThere(look, main)) available++;
    if (old === undefined) continue;
    if (fresh !== undefined) {
      if (isThere(look, fresh)) ends.push(old);
      else surging++;
    } else if (!isThere(look, old)) wanted.has(node) ? needed.push(node) : ends.push(old);
    else if (!wanted.has(node)) misplaced.push(old);
    else if (surging < most) candidates.push(node);
  }
  ends.push(...misplaced.slice(0, Math.max(0, available - wanted.size)));
  return { starts: [...needed, ...candidates.slice(0, Math.max(0, most - surging))], ends };
}

/** The old and the new daemon of a node; undefined when there are two of one sort. */
function pairOf({ hash, set }: DaemonLook, daemons: readonly IPod[]): Pair | undefined {
  const staying = daemons.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const generation = set.metadata?.annotations?.['deprecated.daemonset.template.generation'];
  const isFresh = ({ metadata }: IPod): boolean =>
    metadata?.labels?.[HASH] === hash ||
    (generation !== undefined && metadata?.labels?.['pod-template-generation'] === generation);
  const [fresh, second] = staying.filter(isFresh);
  const [old, third] = staying.filter((pod) => !isFresh(pod));
  return second || third ? undefined : { old, fresh };
}

interface Pair {
  readonly old: IPod | undefined;
  readonly fresh: IPod | undefined;
}

function isThere({ set, view }: DaemonLook, pod: IPod): boolean {
  return isAvailable(pod, set.spec?.minReadySeconds ?? 0, view.now);
}
