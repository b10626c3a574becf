import fc from 'fast-check';
import type { GateName } from '../../kubelet/gates.ts';
import { type Kubelet, kubeletOf } from '../../kubelet/profile.ts';
import { kubeletTiming, NOMINAL } from '../../kubelet/timing.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../kubelet/version.ts';
import type { Happening, Scenario } from '../scenario.ts';
import { halfSeconds } from './arbitrary-behaviour.ts';
import { arbitraryPod, type LivelyPod, MISSING_IMAGE } from './arbitrary-pod.ts';

/** A Scenario and who plays it. */
export interface Case {
  readonly scenario: Scenario;
  readonly kubelet: Kubelet;
}

/** Which versions and timings are drawn, and how long is played. */
export interface CaseLimits {
  /** Oldest minor; by default the oldest that is known. */
  readonly from?: number;
  readonly timing?: 'nominal' | 'kubelet';
  /** ms */
  readonly until?: number;
}

/** Any Scenario under any kubelet. */
export function arbitraryCase({ from = OLDEST_MINOR, timing, until = 200_000 }: CaseLimits = {}): fc.Arbitrary<Case> {
  return fc
    .record({
      lively: arbitraryPod.chain((lively) => fc.record({ lively: fc.constant(lively), timeline: timelineOf(lively) })),
      kubelet: arbitraryKubelet({ from, ...(timing === undefined ? {} : { timing }) }),
    })
    .map(({ lively: { lively, timeline }, kubelet }) => ({
      scenario: {
        name: 'pod',
        description: '',
        ...lively,
        timeline,
        until,
        missingImages: (image: string) => image === MISSING_IMAGE,
      },
      kubelet,
    }));
}

/** Any known version in either timing, a gate changed now and then. */
export function arbitraryKubelet({ from = OLDEST_MINOR, timing }: CaseLimits): fc.Arbitrary<Kubelet> {
  return fc
    .record({
      minor: fc.integer({ min: from, max: NEWEST_MINOR }),
      patch: fc.option(fc.integer({ min: 0, max: 16 }), { nil: undefined }),
      gates: arbitraryGates,
      timing: timing === undefined ? fc.constantFrom('nominal', 'kubelet') : fc.constant(timing),
      seed: fc.integer({ min: 0, max: 10_000 }),
    })
    .map(kubeletFor);
}

interface Who {
  readonly minor: number;
  readonly patch: number | undefined;
  readonly gates: Partial<Record<GateName, boolean>>;
  readonly timing: string;
  readonly seed: number;
}

function kubeletFor({ minor, patch, gates, timing, seed }: Who): Kubelet {
  const version = `1.${minor}${patch === undefined ? '' : `.${patch}`}`;
  const kubelet = kubeletOf(version, { gates, timing: timing === 'nominal' ? NOMINAL : kubeletTiming(seed) });
  if (!kubelet) throw new Error(`no kubelet ${version}`);
  return { ...kubelet, toString: () => `${version} ${timing} seed ${seed} ${JSON.stringify(gates)}` } as Kubelet;
}

/** Mostly the defaults; sometimes one gate is turned on, sidecars in 1.28 above all. */
const arbitraryGates: fc.Arbitrary<Partial<Record<GateName, boolean>>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: fc.constant({ SidecarContainers: true }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Partial<Record<GateName, boolean>>>(
      { ContainerStopSignals: true },
      { ReduceDefaultCrashLoopBackOffDecay: true },
      { ChangeContainerStatusOnKubeletRestart: true },
      { ProbeTerminationGracePeriod: false },
      { ContainerRestartRules: true, RestartAllContainersOnContainerExits: true },
    ),
  },
);

function timelineOf({ behaviour }: LivelyPod): fc.Arbitrary<readonly Happening[]> {
  const container = fc.constantFrom(...Object.keys(behaviour));
  const grace = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
  const happening = fc.oneof(
    { weight: 3, arbitrary: grace.map((graceSeconds) => ({ does: 'delete', graceSeconds }) as const) },
    { weight: 1, arbitrary: grace.map((graceSeconds) => ({ does: 'evict', graceSeconds }) as const) },
    { weight: 2, arbitrary: container.map((name) => ({ does: 'crash', what: { container: name } }) as const) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('sandbox' as const, 'everything' as const)
        .map((what) => ({ does: 'crash', what }) as const),
    },
    { weight: 2, arbitrary: fc.constant({ does: 'restartKubelet' } as const) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(container, fc.constantFrom('app:1', 'app:2', MISSING_IMAGE))
        .map(([name, image]) => ({ does: 'setImage', container: name, image }) as const),
    },
  );
  const moment = fc.oneof(halfSeconds(20), halfSeconds(100), fc.integer({ min: 0, max: 100_000 }));
  return fc
    .array(fc.tuple(moment, happening), { maxLength: 4 })
    .map((entries) => entries.map(([at, what]) => ({ at, ...what })).toSorted((a, b) => a.at - b.at));
}
