import type { Container } from '@outrigger/pod';
import type { IHTTPGetAction, ILifecycleHandler } from 'kubernetes-models/v1';
import { get } from '../probe/http/get.ts';
import { type HttpRequest, requestOf } from '../probe/http/request-of.ts';
import { type Stop, withDeadline } from '../probe/net/deadline.ts';
import { joinHostPort } from '../probe/net/go-network-words.ts';
import type { ProbeTarget } from '../probe/probe-target.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';

/** A lifecycle hook, as the engine asks for it. */
type Hook = NonNullable<Container['hooks']['preStop']>;

/** What a hook is run against; the names are for messages. */
export interface HookTarget extends Omit<ProbeTarget, 'staticEnv'> {
  readonly container: string;
  readonly pod: { readonly name: string; readonly namespace: string; readonly uid: string };
}

/** How a hook ended. The message is for a log: Events keep quiet about it, since a server may have said a secret. */
export interface HookOutcome {
  readonly ok: boolean;
  readonly message: string;
}

/**
 * Runs a hook to its end, however long that takes: no hook has a time of its own (pkg/kubelet/lifecycle/handlers.go@v1.36.2:
 * Run). `sleep` is not for this place: the engine waits by itself. Never rejects for what a container, a server or a
 * runtime does.
 */
export function runHook(hook: Hook, target: HookTarget, signal: AbortSignal): Promise<HookOutcome> {
  const handler = hook.handler as ILifecycleHandler;
  if (handler.exec) return runExec(handler.exec.command ?? [], target, signal);
  const { httpGet } = handler;
  if (httpGet) return withDeadline(undefined, signal, (stop) => runHttpGet(httpGet, target, stop));
  // The API server takes tcpSocket, and no kubelet has ever run it.
  const kind = Object.keys(handler)[0] ?? 'nothing';
  return Promise.resolve({ ok: false, message: `Cannot run handler: invalid handler: ${kind}` });
}

async function runExec(command: readonly string[], target: HookTarget, signal: AbortSignal): Promise<HookOutcome> {
  const failed = (error: string, output: string): HookOutcome => ({
    ok: false,
    message: `Exec lifecycle hook ([${command.join(' ')}]) for ${whose(target)} failed - error: ${error}, message: ${JSON.stringify(output)}`,
  });
  try {
    // No variables are replaced here, other than in a probe's command; 0 is no limit.
    const result = await target.exec({ command, timeoutMs: 0, signal });
    if (!result.ended) return failed('context canceled', result.output);
    if (result.exitCode === 0) return { ok: true, message: '' };
    return failed(`command '${command.join(' ')}' exited with ${result.exitCode}: ${result.output}`, result.output);
  } catch (error) {
    if (!(error instanceof RuntimeFailure)) throw error;
    return failed(error.message, '');
  }
}

/** That there is an answer is enough, whatever its status: a hook tells something, it does not ask. */
async function runHttpGet(action: IHTTPGetAction, target: HookTarget, stop: Stop): Promise<HookOutcome> {
  const failed = (error: string): HookOutcome => ({
    ok: false,
    message: `HTTP lifecycle hook (${action.path ?? ''}) for ${whose(target)} failed - error: ${error}`,
  });
  const request = requestOf(action, target, 'lifecycle');
  if ('noPort' in request) return failed(request.noPort);
  const answer = await get(request, stop);
  if (answer.is === 'answer') return { ok: true, message: '' };
  if (!answer.why.includes('server gave HTTP response to HTTPS client')) return failed(answer.why);
  const plain = await get(withoutTls(request), stop);
  if (plain.is === 'none') return failed(answer.why);
  const address = joinHostPort(request.host, request.port);
  return {
    ok: true,
    message: `request to HTTPS lifecycle hook ${address} got HTTP response, retry with HTTP succeeded`,
  };
}

/** Until 1.26 the scheme HTTPS was not looked at, and many hooks had come to rely on that (KEP-3503). */
function withoutTls(request: HttpRequest): HttpRequest {
  const headers = new Map(request.headers);
  // What was to go over TLS does not go without.
  headers.delete('Authorization');
  return { ...request, scheme: 'http', url: request.url.replace(/^https:/, 'http:'), headers };
}

function whose({ container, pod }: HookTarget): string {
  return `Container "${container}" in Pod "${pod.name}_${pod.namespace}(${pod.uid})"`;
}
