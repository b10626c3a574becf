import { status } from '@grpc/grpc-js';
import type { ExecRequest, ExecResult } from '../runtime/pod-runtime.ts';
import type { CriClient } from './call/cri-client.ts';
import { CriFailure } from './call/cri-failure.ts';

/**
 * Runs a command in a container. The CRI counts whole seconds, so the call is also given up after the very time; a runtime kills the
 * command of a call that was given up (containerd pkg/cri/server/container_execsync.go, v1.6.20). It then says nothing of the output.
 *
 * A kubelet does not give up: where the command leaves children that hold its output, it waits for them. `lingers` does as it does.
 */
export async function runExec(
  client: CriClient,
  id: string,
  request: ExecRequest,
  { lingers }: { readonly lingers: boolean },
): Promise<ExecResult> {
  const { command, signal } = request;
  // Hooks have no time limit of their own.
  const timeoutMs = request.timeoutMs > 0 ? request.timeoutMs : Number.POSITIVE_INFINITY;
  const timeout = Number.isFinite(timeoutMs) ? Math.ceil(timeoutMs / 1000) : 0;
  try {
    const { stdout, stderr, exitCode } = await client.call(
      'ExecSync',
      { containerId: id, cmd: command, timeout },
      { timeoutMs: lingers ? timeoutMs + KUBELET_WAITS : timeoutMs, signal },
    );
    return { ended: true, exitCode, output: shorten(Buffer.concat([stdout, stderr])) };
  } catch (error) {
    if (isTimeOver(error) || (signal.aborted && isCanceled(error))) return { ended: false, output: '' };
    throw error;
  }
}

/** ms: staging/src/k8s.io/cri-client/pkg/remote_runtime.go, v1.36.2: ExecSync, the runtime's own timeout and two minutes. */
const KUBELET_WAITS = 120_000;

/** pkg/probe/exec/exec.go, v1.36.2: maxReadLength. */
const MOST_OUTPUT = 10 * 1024;

function shorten(output: Buffer): string {
  return output.subarray(0, MOST_OUTPUT).toString('utf8');
}

function isTimeOver(error: unknown): boolean {
  return (
    error instanceof CriFailure &&
    (error.code === status.DEADLINE_EXCEEDED || /timeout .* exceeded|command timed out/.test(error.details))
  );
}

function isCanceled(error: unknown): boolean {
  return error instanceof CriFailure && error.code === status.CANCELLED;
}
