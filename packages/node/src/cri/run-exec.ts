import { status } from '@grpc/grpc-js';
import type { ExecRequest, ExecResult } from '../runtime/pod-runtime.ts';
import type { CriClient } from './call/cri-client.ts';
import { CriFailure } from './call/cri-failure.ts';

/**
 * Runs a command in a container. The CRI counts whole seconds, so the call is also given up after the very time; a runtime kills the
 * command of a call that was given up (containerd pkg/cri/server/container_execsync.go, v1.6.20). It then says nothing of the output.
 */
export async function runExec(client: CriClient, id: string, request: ExecRequest): Promise<ExecResult> {
  const { command, timeoutMs, signal } = request;
  try {
    const { stdout, stderr, exitCode } = await client.call(
      'ExecSync',
      { containerId: id, cmd: command, timeout: Math.ceil(timeoutMs / 1000) },
      { timeoutMs, signal },
    );
    return { ended: true, exitCode, output: shorten(Buffer.concat([stdout, stderr])) };
  } catch (error) {
    if (isTimeOver(error) || (signal.aborted && isCanceled(error))) return { ended: false, output: '' };
    throw error;
  }
}

/** pkg/kubelet/prober/prober.go, v1.36.2: maxProbeRetries aside, output beyond 10 KiB is cut off (probe/exec/exec.go: maxReadLength). */
const MOST_OUTPUT = 10 * 1024;

function shorten(output: Buffer): string {
  return output.subarray(0, MOST_OUTPUT).toString('utf8');
}

function isTimeOver(error: unknown): boolean {
  return (
    error instanceof CriFailure &&
    (error.code === status.DEADLINE_EXCEEDED || /timeout .* exceeded/.test(error.details))
  );
}

function isCanceled(error: unknown): boolean {
  return error instanceof CriFailure && error.code === status.CANCELLED;
}
