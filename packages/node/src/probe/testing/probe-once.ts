import type { IContainer, IProbe } from 'kubernetes-models/v1';
import type { ExecRequest, ExecResult } from '../../runtime/pod-runtime.ts';
import type { ProbeOutcome } from '../probe-outcome.ts';
import { probeTarget } from '../probe-target.ts';
import { runProbe } from '../run-probe.ts';

/** Runs a probe of a container at 127.0.0.1 once. */
export function probeOnce(handler: IProbe, options: ProbeOptions = {}): Promise<ProbeOutcome> {
  const { timeoutSeconds = 20, container, exec = () => Promise.reject(new Error('no exec here')) } = options;
  const target = probeTarget({ name: 'app', ...container }, { podIp: '127.0.0.1', exec });
  const signal = options.signal ?? new AbortController().signal;
  return runProbe(
    {
      kind: 'readiness',
      initialDelaySeconds: 0,
      periodSeconds: 10,
      timeoutSeconds,
      successThreshold: 1,
      failureThreshold: 3,
      graceSeconds: undefined,
      handler,
    },
    target,
    signal,
  );
}

interface ProbeOptions {
  /** May be a fraction, so that a test of a time-out is short. */
  readonly timeoutSeconds?: number;
  readonly container?: Partial<IContainer>;
  readonly exec?: (request: ExecRequest) => Promise<ExecResult>;
  readonly signal?: AbortSignal;
}
