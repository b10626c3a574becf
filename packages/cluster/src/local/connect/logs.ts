import { FieldErrors, FieldPath } from '@outrigger/pod';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { badRequest, invalid } from '../answer/refusal.ts';
import { isTrueText } from '../request/true-text.ts';
import type { Call } from '../world.ts';
import { logProblem } from './log-problem.ts';
import { isNodeProblem, type LogOptions, type NodeConnection } from './node-connection.ts';
import { containerOf, nodeNamed, placeOf, podOfCall, problemRefusal } from './pod-of-call.ts';

/** `kubectl logs`: text as the container has written it (kubernetes pkg/registry/core/pod/rest/log.go@1.36). */
export async function answerLogs(call: Call, nodes: (name: string) => NodeConnection | undefined): Promise<ApiAnswer> {
  const { query, signal } = call.request;
  const options = readOptions(call);
  const pod = podOfCall(call);
  const container = containerOf(pod, query.get('container') ?? '');
  const node = pod.spec?.nodeName;
  // Nobody has written anything yet, and upstream says no more about it.
  if (!node) return { status: 204, headers: {}, body: '' };
  const connection = nodeNamed(node, nodes);
  const problem = logProblem(pod, container, options.previous);
  if (problem !== undefined) throw badRequest(problem);
  const ended = AbortSignal.any([signal, call.world.closing]);
  const lines = await connection.logs(placeOf(pod, container), options, ended);
  if (isNodeProblem(lines)) throw problemRefusal(lines);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: lines };
}

/** Reads them, or refuses them (ValidatePodLogOptions in pkg/apis/core/validation@1.36). */
function readOptions({ request: { query }, info, world }: Call): LogOptions {
  const errors = new FieldErrors(36);
  const number = (name: string, least: number, detail: string): number | undefined => {
    const text = query.get(name);
    if (text === null || text === '') return undefined;
    const value = Number(text);
    if (!/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    if (value < least) errors.invalid(FieldPath.of(name), value, detail);
    return value;
  };
  const tailLines = number('tailLines', 0, 'must be greater than or equal to 0');
  const limitBytes = number('limitBytes', 1, 'must be greater than 0');
  const sinceTime = query.get('sinceTime');
  const bothSinces = sinceTime !== null && query.get('sinceSeconds') !== null;
  if (bothSinces) {
    // So does Go print a path without a name.
    errors.forbidden(FieldPath.of('[]'), 'at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  const sinceSeconds = bothSinces ? undefined : number('sinceSeconds', 1, 'must be greater than 0');
  if (errors.list.length > 0) throw invalid('PodLogOptions', info.name, errors.list);
  const since = sinceSeconds === undefined ? sinceTime : world.now().getTime() - sinceSeconds * 1000;
  return {
    follow: query.has('follow') && isTrueText(query.get('follow') ?? ''),
    previous: query.has('previous') && isTrueText(query.get('previous') ?? ''),
    timestamps: query.has('timestamps') && isTrueText(query.get('timestamps') ?? ''),
    tailLines,
    limitBytes,
    since: since === null || since === '' ? undefined : new Date(since),
  };
}
