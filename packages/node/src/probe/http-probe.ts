import type { IHTTPGetAction } from 'kubernetes-models/v1';
import { get } from './http/get.ts';
import { requestOf } from './http/request-of.ts';
import { withDeadline } from './net/deadline.ts';
import { CANCELED, type ProbeOutcome } from './probe-outcome.ts';
import type { ProbeTarget } from './probe-target.ts';
import type { ProbeLimits } from './run-probe.ts';

/** Gets a URL of the container; a status from 200 to 399 is a success (pkg/probe/http/http.go@v1.36.2: DoHTTPProbe). */
export async function httpProbe(
  action: IHTTPGetAction,
  target: ProbeTarget,
  { timeoutMs, signal }: ProbeLimits,
): Promise<ProbeOutcome> {
  const request = requestOf(action, target, 'probe');
  if ('noPort' in request) return { outcome: 'errored', output: request.noPort };
  const answer = await withDeadline(timeoutMs, signal, (stop) => get(request, stop));
  if (signal.aborted) return CANCELED;
  if (answer.is === 'none') return { outcome: 'failure', output: answer.why };
  // Without its body an answer is no verdict.
  if (answer.bodyProblem !== undefined) return { outcome: 'errored', output: answer.bodyProblem };
  return verdictOn(answer.status, answer.body);
}

function verdictOn(status: number, body: string): ProbeOutcome {
  // The body stays out of the failure's text (k/k#99425).
  if (status < 200 || status >= 400)
    return { outcome: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
  if (status >= 300) return { outcome: 'warning', output: `Probe terminated redirects, Response body: ${body}` };
  return { outcome: 'success', output: body };
}
