import type { IContainer, IProbe } from 'kubernetes-models/v1';
import type { Behaviour, Scenario } from '../simulate/scenario.ts';

/** The longest time, in ms, that can pass in a pod's life without anything to see although something is about to happen. */
export function longestPause({ pod, behaviour }: Pick<Scenario, 'pod' | 'behaviour'>): number {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const times = [...containers.flatMap(pausesOfProbes), ...Object.values(behaviour).flat().flatMap(pausesOfBehaviour)];
  return Math.max(0, ...times.filter(Number.isFinite));
}

function pausesOfProbes({ startupProbe, readinessProbe, livenessProbe }: IContainer): readonly number[] {
  return [startupProbe, readinessProbe, livenessProbe].map((probe) => (probe ? pauseOf(probe) : 0));
}

/** Until a probe's verdict changes. */
function pauseOf(probe: IProbe): number {
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1 } = probe;
  const { failureThreshold = 3, successThreshold = 1 } = probe;
  const rounds = Math.max(failureThreshold, successThreshold) + 1;
  return Math.min(LONGEST, (initialDelaySeconds + rounds * Math.max(periodSeconds, timeoutSeconds)) * 1000);
}

/** A probe that says nothing for a day says nothing: `initialDelaySeconds: 2147483647` is 68 years. */
const LONGEST = 86_400_000;

function pausesOfBehaviour({ run, onTerm, probes, hooks }: Behaviour): readonly number[] {
  return [
    run,
    onTerm.after,
    ...Object.values(probes).flatMap(({ succeedAfter, failAfter, takes }) => [succeedAfter, failAfter, takes]),
    ...Object.values(hooks).map(({ takes }) => takes),
  ];
}
