import type { Kubelet } from '../kubelet/profile.ts';
import { decideInPlace } from '../lifecycle/decide.ts';
import { play } from '../simulate/play.ts';
import type { Behaviour, Scenario } from '../simulate/scenario.ts';
import type { Timeline } from '../simulate/timeline.ts';

/** Whether nothing more will happen to a pod by itself once it is ready: what serves runs on, and no probe fails later. */
export function isCalm({ pod, behaviour }: Pick<Scenario, 'pod' | 'behaviour'>): boolean {
  const inits = pod.spec?.initContainers ?? [];
  const servers = [...inits.filter((c) => c.restartPolicy === 'Always'), ...(pod.spec?.containers ?? [])];
  return servers.every(({ name }) => (behaviour[name] ?? []).every(runsOn));
}

function runsOn({ run, probes }: Behaviour): boolean {
  const never = Number.POSITIVE_INFINITY;
  return run === never && Object.values(probes).every((probe) => !probe.never && probe.failAfter === never);
}

/** How a calm pod is deleted. */
export interface CalmDelete {
  /** When, in ms, given when the pod became ready. */
  readonly at: (ready: number) => number;
  readonly graceSeconds: number | undefined;
}

/** The play of a calm pod that is deleted some time after it has become ready. */
export interface CalmPlay {
  readonly deletedAt: number;
  readonly timeline: Timeline;
}

/** When the pod is given up, in ms: it is not ready by then. */
const PATIENCE = 900_000;

/** Plays a calm pod in one go, and deletes it when that can be told; undefined when it does not become ready. */
export function playCalm(
  scenario: Omit<Scenario, 'until'>,
  kubelet: Kubelet,
  { at, graceSeconds }: CalmDelete,
): CalmPlay | undefined {
  let deleteAt = Number.POSITIVE_INFINITY;
  let isDeleted = false;
  const decide: typeof decideInPlace = (pod, state, moment, profile) => {
    const isDue = !isDeleted && moment.now >= deleteAt;
    isDeleted ||= isDue;
    const deletion = { is: 'deleted', ...(graceSeconds === undefined ? {} : { graceSeconds }) } as const;
    const facts = isDue ? { ...moment, facts: [...(moment.facts ?? []), deletion] } : moment;
    const decision = decideInPlace(pod, state, facts, profile);
    if (deleteAt === Number.POSITIVE_INFINITY) {
      if (moment.now > PATIENCE) return { ...decision, gone: true };
      if (decision.status?.conditions.some((c) => c.type === 'Ready' && c.status)) deleteAt = at(moment.now);
    }
    return isDeleted ? decision : { ...decision, wakeAt: Math.min(decision.wakeAt, deleteAt) };
  };
  const grace = (graceSeconds ?? scenario.pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
  const timeline = play({ ...scenario, until: 2 * PATIENCE + grace }, kubelet, { decide });
  return isDeleted ? { deletedAt: deleteAt, timeline } : undefined;
}
