import { type Bugs, bugsOf } from './bugs.ts';
import { type GateName, type Gates, gatesOf } from './gates.ts';
import { NOMINAL, type Timing } from './timing.ts';
import { type AffectedRange, ALL, isAffected, type KubeletVersion, parseVersion, printVersion } from './version.ts';
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
  /**
   * 1.28, with the gate off as well (k/k#116429): ordinary init containers say `started` too, and a pod whose main
   * containers have run stays Initialized while init containers run again.
   */
  readonly knowsSidecars: boolean;
  /** 1.29: with the gate PodLifecycleSleepAction off a hook that sleeps does nothing; before, it has no handler and fails. */
  readonly knowsSleepHook: boolean;
  /** 1.28: a delete cuts the wait for volumes short, and nothing is started; before, the sync goes on (k/k#113606). */
  readonly deleteEndsSync: boolean;
  /** The inits of a pod without sidecars are planned one after the other, on the path from before KEP-753. */
  readonly initsInTurn: boolean;
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
  /**
   * The API server the kubelet reports to. By default one of its own version, or in kubelet timing the newest: so were
   * the kubelets recorded, all with an API server of 1.36.2.
   */
  readonly apiServer?: 'same' | 'newest';
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
  const timing = options.timing ?? NOMINAL;
  return {
    ...parsed,
    version: printVersion(parsed),
    gates,
    bugs: bugsOf(parsed, options.apiServer ?? (timing.mode === 'kubelet' ? 'newest' : 'same')),
    words: wordsOf(parsed, gates),
    timing,
    limits: limitsOf(parsed, gates, options),
  };
}

function limitsOf(version: KubeletVersion, gates: Gates, options: KubeletOptions): Limits {
  const { minor } = version;
  return {
    crashBackOff: crashBackOffOf(gates, options.maxContainerRestartPeriod),
    crashBackOffReset: 600_000,
    pullBackOff: { first: 10_000, longest: 300_000 },
    minimumGraceSeconds: 2,
    resync: 60_000,
    errorBackOff: 10_000,
    wakesAtBackOffEnd: minor >= 35,
    relistsAfterSync: minor >= 36,
    manualProbeResetsTicker: minor >= 32,
    eventBudgetPerType: minor >= 32,
    knowsSidecars: minor >= 28,
    knowsSleepHook: minor >= 29,
    deleteEndsSync: minor >= 28,
    initsInTurn: plansInitsInTurn(version, gates),
  };
}

/**
 * kuberuntime_manager.go: computePodActions. The gate alone decided at first, then the pod too (k/k#127162); since 1.33
 * the old path is behind the gate LegacySidecarContainers, which is off, and since 1.34 it is gone.
 */
function plansInitsInTurn(version: KubeletVersion, gates: Gates): boolean {
  if (!gates.SidecarContainers) return true;
  const byPod: readonly AffectedRange[] = [
    [29, 9, ALL],
    [30, 5, ALL],
    [31, 1, ALL],
    [32, 0, ALL],
  ];
  return isAffected(version, byPod);
}

/** pkg/kubelet/kubelet.go: newCrashLoopBackOff at 1.36.2. */
function crashBackOffOf(gates: Gates, configured: number | undefined): Limits['crashBackOff'] {
  const { first, longest } = gates.ReduceDefaultCrashLoopBackOffDecay
    ? { first: 1000, longest: 60_000 }
    : { first: 10_000, longest: 300_000 };
  if (!gates.KubeletCrashLoopBackOffMax || configured === undefined) return { first, longest };
  return { first: Math.min(first, configured), longest: configured };
}
