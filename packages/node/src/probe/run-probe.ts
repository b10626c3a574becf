import { execProbe } from './exec-probe.ts';
import { grpcProbe } from './grpc/grpc-probe.ts';
import { httpProbe } from './http-probe.ts';
import { CANCELED, type ProbeOutcome } from './probe-outcome.ts';
import type { Probe, ProbeTarget } from './probe-target.ts';
import { tcpProbe } from './tcp-probe.ts';

/**
 * Runs a probe once, as the kubelet does: a run that gives no verdict is tried twice more
 * (pkg/kubelet/prober/prober.go@v1.36.2: runProbeWithRetries). Never rejects for what a container, a server or a runtime does.
 */
export async function runProbe(probe: Probe, target: ProbeTarget, signal: AbortSignal): Promise<ProbeOutcome> {
  const { handler, timeoutSeconds } = probe;
  const timeoutMs = timeoutSeconds * 1000;
  const runOnce = (): Promise<ProbeOutcome> => {
    if (handler.exec) return execProbe(handler.exec, target, { timeoutMs, signal });
    if (handler.httpGet) return httpProbe(handler.httpGet, target, { timeoutMs, signal });
    if (handler.tcpSocket) return tcpProbe(handler.tcpSocket, target, { timeoutMs, signal });
    if (handler.grpc) return grpcProbe(handler.grpc, target, { timeoutMs, signal });
    return Promise.resolve({ outcome: 'errored', output: 'missing probe handler' });
  };

  let last: ProbeOutcome = CANCELED;
  for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries++) {
    last = await runOnce();
    if (last.outcome !== 'errored') return last;
  }
  return signal.aborted ? CANCELED : last;
}

const MOST_TRIES = 3;

/** When a run of a probe ends at the latest. */
export interface ProbeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}
