import { DEFAULT_VERSION, type Kubelet, kubeletOf, kubeletTiming, NOMINAL } from '@outrigger/pod';
import { Failure } from '../world/failure.ts';
import { engineGates, type FeatureGates } from './feature-gates.ts';
import { NEWEST, OLDEST } from './known-versions.ts';

/** What the flags say about the kubelet. */
export interface KubeletFlags {
  readonly kubelet?: string;
  readonly featureGates: FeatureGates;
  readonly timing: TimingMode;
  readonly seed?: number;
}

/** The values of `--timing`. */
export const TIMINGS = ['nominal', 'kubelet'] as const;
/** The bare rules, or the clockwork of a real kubelet. */
export type TimingMode = (typeof TIMINGS)[number];

/** The kubelet that the flags describe. */
export function readKubelet({ kubelet: version = DEFAULT_VERSION, featureGates, timing, seed }: KubeletFlags): Kubelet {
  const kubelet = kubeletOf(version, {
    gates: engineGates(featureGates),
    timing: timing === 'nominal' ? NOMINAL : kubeletTiming(seed),
  });
  if (kubelet) return kubelet;
  throw new Failure(`no kubelet "${version}" is known`, {
    code: 'unknown-kubelet',
    hint: `known are ${OLDEST} to ${NEWEST}, with a patch version or without, such as 1.30.3 or 1.30`,
  });
}
