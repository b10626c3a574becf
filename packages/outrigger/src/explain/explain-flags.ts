import type { TimingMode } from '../kubelet/read-kubelet.ts';
import type { LifeFlags } from '../life/life-flags.ts';
import type { ClusterFlags } from '../live/cluster-flags.ts';
import type { ColorMode } from '../world/style.ts';
import type { Format } from './formats.ts';

/** The flags of `outrigger explain`, as commander hands them over. */
export interface ExplainFlags extends LifeFlags, ClusterFlags {
  readonly filename?: readonly string[];
  readonly recursive?: boolean;
  readonly namespace?: string;
  readonly selector?: string;
  readonly name?: readonly string[];
  readonly kubelet?: string;
  readonly featureGates?: readonly string[];
  readonly timing?: TimingMode;
  readonly seed?: number;
  readonly compare?: string;
  readonly behaviour?: string;
  readonly scenario?: readonly string[] | true;
  readonly output: Format;
  readonly color: ColorMode;
  readonly width?: number;
  readonly headers: boolean;
}
