import type { IControllerRevision, IDaemonSet } from 'kubernetes-models/apps/v1';
import type { INode, IPod } from 'kubernetes-models/v1';
import { isEmptySelector } from '../../local/object/matches-selector.ts';
import type { Key, View } from '../controller.ts';
import { controllerRevisions, daemonSets, nodes, pods } from '../kinds.ts';
import { type Failure, isFailure, lookAgain, type Plan, say, together } from '../plan.ts';
import { claim } from '../read/claim.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { controllerOf } from '../read/owner.ts';
import { isFinished } from '../read/pod.ts';
import { createPod, deletePod, podFromTemplate } from '../read/pod-control.ts';
import { slowStart } from '../read/slow-start.ts';
import { cleanHistory, constructHistory, HASH } from './daemon-revisions.ts';
import { nodeOf, placementOn, templateFor } from './placement.ts';
import { type NodePlan, planNode } from './plan-node.ts';
import { planRoll } from './plan-roll.ts';
import { writeDaemonStatus } from './status.ts';

/** A look at a daemon set. */
export interface DaemonLook {
  readonly view: View;
  readonly set: IDaemonSet;
  readonly nodes: readonly INode[];
  readonly daemons: ReadonlyMap<string, readonly IPod[]>;
  /** Of the template that daemons are to have. */
  readonly hash: string;
}

/** One look at one daemon set (pkg/controller/daemon/daemon_controller.go syncDaemonSet@1.36). */
export function* reconcileDaemonSet(view: View, { namespace, name }: Key): Plan {
  const set = view.get(daemonSets, namespace, name);
  if (set === undefined) return;
  if (isEmptySelector(set.spec?.selector ?? {})) {
    const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
    return yield* say(daemonSets, set, 'Warning', 'SelectingAll', message);
  }
  if (set.metadata?.deletionTimestamp !== undefined) return;
  const { selector } = set.spec ?? {};
  const owner = { owner: set, ownerKind: daemonSets, selector };
  const revisions = yield* claim<IDaemonSet, IControllerRevision>({
    ...owner,
    kind: controllerRevisions,
    candidates: view.list(controllerRevisions, namespace),
  });
  const candidates = view.list(pods, namespace);
  const own = yield* claim<IDaemonSet, IPod>({ ...owner, kind: pods, candidates });
  const { current, old } = yield* constructHistory(set, revisions, own);
  const hash = current.metadata?.labels?.[HASH] ?? '';
  const look = { view, set, nodes: view.list(nodes), daemons: byNode(own), hash };
  const failure = yield* bringInOrder(look, old, own);
  // What was done now is in the view already.
  const after = view
    .controlledBy(pods, set.metadata?.uid ?? '')
    .filter((pod) => controllerOf(pod)?.uid === set.metadata?.uid);
  yield* writeDaemonStatus({ ...look, daemons: byNode(after) });
  if (failure !== undefined) throw failure;
}

/** A daemon that was told to end and has ended makes room, though it is not gone yet (getNodesToDaemonPods@1.36). */
function byNode(own: readonly IPod[]): ReadonlyMap<string, readonly IPod[]> {
  const there = own.filter((pod) => pod.metadata?.deletionTimestamp === undefined || !isFinished(pod));
  return Map.groupBy(there, nodeOf);
}

function* bringInOrder(
  look: DaemonLook,
  old: readonly IControllerRevision[],
  own: readonly IPod[],
): Plan<Failure | undefined> {
  try {
    const moved = yield* manage(look);
    if (!moved && look.set.spec?.updateStrategy?.type !== 'OnDelete') yield* carryOutPlan(look, planRoll(look));
    yield* cleanHistory(look.set, old, own);
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

/** Brings daemons to the nodes that are to have one; gives whether anything was to be done. */
function* manage(look: DaemonLook): Plan<boolean> {
  const { set, daemons } = look;
  const plans = look.nodes.map((node) => planNode(look, node, placementOn(node, set)));
  const known = new Set(look.nodes.map(({ metadata }) => metadata?.name));
  // Pods that wait for a node that is gone.
  const lost = [...daemons].flatMap(([node, group]) =>
    known.has(node) ? [] : group.filter(({ spec }) => !spec?.nodeName),
  );
  for (const { told } of plans) {
    for (const { type, reason, message } of told) yield* say(daemonSets, set, type, reason, message);
  }
  const waits = plans.flatMap(({ againInMs }) => againInMs ?? []);
  if (waits.length > 0) yield* lookAgain(Math.min(...waits));
  const starts = plans.flatMap((plan) => plan.starts);
  const ends = [...plans.flatMap((plan) => plan.ends), ...lost];
  yield* carryOutPlan(look, { starts, ends });
  return starts.length + ends.length > 0;
}

function* carryOutPlan({ set, hash }: DaemonLook, { starts, ends }: Pick<NodePlan, 'starts' | 'ends'>): Plan {
  const generation = set.metadata?.annotations?.['deprecated.daemonset.template.generation'];
  const labels = { ...(generation !== undefined && { 'pod-template-generation': generation }), [HASH]: hash };
  const template = set.spec?.template ?? {};
  const creations = starts
    .slice(0, BURST)
    .map((node) => createPod(daemonSets, set, podFromTemplate(daemonSets, set, templateFor(template, node, labels))));
  const { failure } = yield* slowStart(creations);
  const settled = yield* together(ends.slice(0, BURST).map((pod) => deletePod(daemonSets, set, pod)));
  const first = isTerminatingNamespace(failure) ? undefined : failure;
  const error = first ?? settled.find((one) => one.error !== undefined)?.error;
  if (error) throw error;
}

/** BurstReplicas@1.36. */
const BURST = 250;
