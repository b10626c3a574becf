import type { IExecAction } from 'kubernetes-models/v1';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { expand } from '../setup/env/expand.ts';
import type { ProbeOutcome } from './probe-outcome.ts';
import type { ProbeTarget } from './probe-target.ts';
import type { ProbeLimits } from './run-probe.ts';

/** Runs a command in the container; exit code 0 is a success (pkg/probe/exec/exec.go@v1.36.2). */
export async function execProbe(
  { command: written = [] }: IExecAction,
  { exec, staticEnv }: ProbeTarget,
  { timeoutMs, signal }: ProbeLimits,
): Promise<ProbeOutcome> {
  const command = written.map((word) => expand(word, (name) => staticEnv.get(name)));
  try {
    const result = await exec({ command, timeoutMs, signal });
    if (!result.ended) return { outcome: 'timedOut', output: command.join(' ') };
    return { outcome: result.exitCode === 0 ? 'success' : 'failure', output: result.output };
  } catch (error) {
    if (!(error instanceof RuntimeFailure)) throw error;
    return { outcome: 'errored', output: error.message };
  }
}
