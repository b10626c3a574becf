import type { Kubelet } from '@outrigger/pod';
import type { LogLimits } from '../process/log/cri-log.ts';
import type { Driver } from '../runtime/pod-runtime.ts';
import type { PullSecret } from './plan/image-credentials.ts';

/**
 * Runs pods with a container runtime that speaks the CRI: containerd 1.6 and later, CRI-O.
 *
 * Rejects with a {@link RuntimeFailure} when no runtime answers. No kubelet may use the same runtime: it stops what it does not know.
 *
 * @example
 * await using driver = await createCriDriver({ endpoint: 'unix:///run/containerd/containerd.sock' });
 * const runtime = await driver.open(place, watch);
 */
export async function createCriDriver(options: CriOptions): Promise<CriDriver> {
  // gRPC takes longer to load than a process takes to start; who runs processes need not wait for it.
  const { connectDriver } = await import('./connect-driver.ts');
  return connectDriver(options);
}

/** A driver of containers. */
export type CriDriver = Driver;

/** Which runtime, and what it is to be told. */
export interface CriOptions {
  /** `unix:///run/containerd/containerd.sock` */
  readonly endpoint: string;
  /** Keeps apart what several users of one runtime have made; whoever has the same name finds it again. Undefined = `outrigger`. */
  readonly owner?: string;
  /** The pull secrets that there are. Undefined = none. */
  readonly secret?: (namespace: string, name: string) => PullSecret | undefined;
  /** Whose rules about resources count. Undefined = the newest. */
  readonly kubelet?: Kubelet;
  /** Where `seccompProfile.localhostProfile` is looked for. Undefined = where the kubelet does. */
  readonly seccompFolder?: string;
  /** Where a pod in the machine's own network is reached. Undefined = 127.0.0.1. */
  readonly hostIp?: string;
  /** How large a log may grow, and how many are kept. Undefined = 10 MiB and 5, as a kubelet. */
  readonly logLimits?: LogLimits;
  /** Whether a command whose time is over holds its probe up until its children have ended, as a kubelet lets it. */
  readonly lingeringExec?: boolean;
  /** Looks for ends every 150 ms and listens to no events. */
  readonly pollOnly?: boolean;
  /** ms since 1970. */
  readonly now?: () => number;
  /** Calls back after some ms; the function it gives takes that back. */
  readonly after?: (ms: number, what: () => void) => () => void;
}
