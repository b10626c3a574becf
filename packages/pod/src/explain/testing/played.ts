import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import { kubeletOf } from '../../kubelet/profile.ts';
import { kubeletTiming, NOMINAL } from '../../kubelet/timing.ts';
import { play } from '../../simulate/play.ts';
import { readScenario } from '../../simulate/read-scenario.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';

/** A Scenario in short: containers by name, the rest as in a Scenario document. */
export interface SmallScenario {
  readonly name?: string;
  readonly inits?: readonly Partial<IContainer>[];
  readonly mains?: readonly Partial<IContainer>[];
  readonly spec?: Partial<IPodSpec>;
  readonly behaviour?: object;
  readonly timeline?: readonly object[];
  readonly until?: string;
}

/** Reads a small Scenario; one main container `app` where none is named. */
export function scenarioOf({
  name = 'pod',
  inits = [],
  mains = [{ name: 'app' }],
  spec,
  ...life
}: SmallScenario): Scenario {
  const result = readScenario({
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Scenario',
    metadata: { name },
    pod: { spec: { ...spec, ...(inits.length > 0 ? { initContainers: inits } : {}), containers: mains } },
    ...life,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}

/** How a small Scenario is played. */
export interface PlayedOptions {
  readonly kubelet?: string;
  /** With a seed the clockwork of a real kubelet shows. */
  readonly seed?: number;
}

/** Plays a Scenario. */
export function played(scenario: Scenario, { kubelet = '1.36.2', seed }: PlayedOptions = {}): Timeline {
  const timing = seed === undefined ? NOMINAL : kubeletTiming(seed);
  const profile = kubeletOf(kubelet, { timing });
  if (!profile) throw new Error(`no kubelet ${kubelet}`);
  return play(scenario, profile);
}

/** A sidecar, by default with a startup probe every second. */
export function sidecar(
  name: string,
  more: Partial<IContainer> = { startupProbe: { periodSeconds: 1 } },
): Partial<IContainer> {
  return { name, restartPolicy: 'Always', ...more };
}
