import { type Bugs, bugsOf } from './bugs.ts';
import { type GateName, type Gates, gatesOf } from './gates.ts';
import { NOMINAL, type Timing } from './timing.ts';
import { type KubeletVersion, parseVersion, printVersion } from './version.ts';
import { type Words, wordsOf } from './words.ts';

/** One kubelet: its version turned into data. `decide` reads nothing else about versions. */
export interface Kubelet extends KubeletVersion {
  /** `1.30.3` */
  readonly version: string;
  readonly gates: Gates;
  readonly bugs: Bugs;
  readonly words: Words;
  readonly timing: Timing;
  readonly limits: Limits;
}

/** Constants of the kubelet, in ms unless named otherwise. */
export interface Limits {
  /** First and longest wait between restarts (pkg/kubelet/kubelet.go: initialCrashLoopBackOff, MaxCrashLoopBackOff). */
  readonly crashBackOff: { readonly first: number; readonly longest: number };
  /** A container that ran this long without a restart starts over from the first wait. */
  readonly crashBackOffReset: number;
  /** First and longest wait between image pulls. */
  readonly pullBackOff: { readonly first: number; readonly longest: number };
  /** SIGKILL never comes earlier than this many seconds after SIGTERM (minimumGracePeriodInSeconds). */
  readonly minimumGraceSeconds: number;
  /** Wait before a sync is repeated when nothing went wrong, and after an error (pkg/kubelet/pod_workers.go). */
  readonly resync: number;
  readonly errorBackOff: number;
  /** 1.35: a sync that failed for a back-off is repeated when the back-off ends, not after `errorBackOff` (k/k#133014). */
  readonly wakesAtBackOffEnd: boolean;
  /** 1.36: a sync that changed something asks for a relist of its pod at once (pkg/kubelet/pleg: RequestRelist). */
  readonly relistsAfterSync: boolean;
  /** 1.32: a probe run out of turn starts the period anew. */
  readonly manualProbeResetsTicker: boolean;
  /** From 1.32 (client-go getSpamKey) Warning and Normal events have separate budgets; before, one per object. */
  readonly eventBudgetPerType: boolean;
}

/** What can be asked for beside a version. */
export interface KubeletOptions {
  readonly gates?: Readonly<Partial<Record<GateName, boolean>>>;
  readonly timing?: Timing;
  /**
   * `crashLoopBackOff.maxContainerRestartPeriod` of the kubelet's configuration, in ms: the longest wait between
   * restarts. Read only with the gate KubeletCrashLoopBackOffMax (KEP-5593).
   */
  readonly maxContainerRestartPeriod?: number;
}

/**
 * The profile of a version such as `1.30.3` or `1.30`; undefined when the version is not known.
 *
 * @example
 * const kubelet = kubeletOf('1.30.3');
 * kubelet?.bugs.notStartedSidecarBlocksStop; // true
 */
export function kubeletOf(version: string, options: KubeletOptions = {}): Kubelet | undefined {
  const parsed = parseVersion(version);
  if (!parsed) return undefined;
  const gates = gatesOf(parsed.minor, options.gates);
  return {
    ...parsed,
    version: printVersion(parsed),
    gates,
    bugs: bugsOf(parsed),
    words: wordsOf(parsed, gates),
    timing: options.timing ?? NOMINAL,
    limits: limitsOf(parsed.minor, gates, options.maxContainerRestartPeriod),
  };
}

function limitsOf(minor: number, gates: Gates, maxRestartPeriod?: number): Limits {
  return {
    crashBackOff: crashBackOffOf(gates, maxRestartPeriod),
    crashBackOffReset: 600_000,
    pullBackOff: { first: 10_000, longest: 300_000 },
    minimumGraceSeconds: 2,
    resync: 60_000,
    errorBackOff: 10_000,
    wakesAtBackOffEnd: minor >= 35,
    relistsAfterSync: minor >= 36,
    manualProbeResetsTicker: minor >= 32,
    eventBudgetPerType: minor >= 32,
  };
}

/** pkg/kubelet/kubelet.go: newCrashLoopBackOff at 1.36.2. */
function crashBackOffOf(gates: Gates, configured: number | undefined): Limits['crashBackOff'] {
  const { first, longest } = gates.ReduceDefaultCrashLoopBackOffDecay
    ? { first: 1000, longest: 60_000 }
    : { first: 10_000, longest: 300_000 };
  if (!gates.KubeletCrashLoopBackOffMax || configured === undefined) return { first, longest };
  return { first: Math.min(first, configured), longest: configured };
}
