import type { IGRPCAction } from 'kubernetes-models/v1';
import { type Stop, withDeadline } from '../net/deadline.ts';
import { joinHostPort } from '../net/go-network-words.ts';
import { CANCELED, type ProbeOutcome } from '../probe-outcome.ts';
import type { ProbeTarget } from '../probe-target.ts';
import type { ProbeLimits } from '../run-probe.ts';
import { checkHealth } from './check-health.ts';
import { connectHttp2 } from './connect-http2.ts';
import { healthStatus } from './health-message.ts';

/** Asks the container's health service; only SERVING is a success (pkg/probe/grpc/grpc.go@v1.36.2). */
export async function grpcProbe(
  { port, service = '' }: IGRPCAction,
  { podIp }: ProbeTarget,
  { timeoutMs, signal }: ProbeLimits,
): Promise<ProbeOutcome> {
  const authority = joinHostPort(podIp, port);
  const outcome = await withDeadline(timeoutMs, signal, (stop) => ask({ authority, service, timeoutMs }, stop));
  return signal.aborted ? CANCELED : outcome;
}

interface Question {
  readonly authority: string;
  readonly service: string;
  readonly timeoutMs: number;
}

async function ask({ authority, service, timeoutMs }: Question, stop: Stop): Promise<ProbeOutcome> {
  const within = goDuration(timeoutMs);
  const session = await connectHttp2(authority, stop);
  if (!session)
    return failure(`timeout: failed to connect service "${authority}" within ${within}: context deadline exceeded`);
  try {
    const call = await checkHealth(session, { authority, service }, stop);
    if (!call.answered) return failure(callWords(call, within));
    const status = healthStatus(call.message);
    if (status === undefined) return failure(callWords({ code: 'Internal', message: NO_MESSAGE }, within));
    if (status !== 'SERVING') return failure(`service unhealthy (responded with "${status}")`);
    return { outcome: 'success', output: 'service healthy' };
  } finally {
    session.destroy();
  }
}

const NO_MESSAGE = 'failed to unmarshal the received message';

function callWords({ code, message }: { readonly code: string; readonly message: string }, within: string): string {
  if (code === 'Unimplemented')
    return `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${message}`;
  if (code === 'DeadlineExceeded') return `timeout: health rpc did not complete within ${within}`;
  return `error: health rpc probe failed: rpc error: code = ${code} desc = ${message}`;
}

function failure(output: string): ProbeOutcome {
  return { outcome: 'failure', output };
}

/** `1s`, `1m30s`, `50ms`: as Go prints a time span. */
function goDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
