import type { Kubelet } from '../kubelet/profile.ts';
import { decideInPlace } from '../lifecycle/decide.ts';
import { play } from '../simulate/play.ts';
import type { Behaviour, Scenario } from '../simulate/scenario.ts';

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

/** When a pod is ready, in ms; undefined when it is not within a quarter of an hour. The play ends there, to save time. */
export function readyAt(scenario: Omit<Scenario, 'until'>, kubelet: Kubelet): number | undefined {
  let ready: number | undefined;
  const decide: typeof decideInPlace = (pod, state, moment, profile) => {
    const decision = decideInPlace(pod, state, moment, profile);
    if (!decision.status?.conditions.some((condition) => condition.type === 'Ready' && condition.status))
      return decision;
    ready = moment.now;
    return { ...decision, gone: true };
  };
  play({ ...scenario, until: 900_000 }, kubelet, { decide });
  return ready;
}
