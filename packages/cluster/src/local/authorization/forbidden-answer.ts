import { goQuote } from '@outrigger/pod';
import { forbidden, type Refusal, refusal } from '../answer/refusal.ts';
import type { User } from '../request/api-request.ts';
import type { RequestInfo } from '../request/request-info.ts';

/** 403 to who may not (apiserver pkg/endpoints/handlers/responsewriters/errors.go Forbidden@1.36). */
export function forbiddenAnswer({ username }: User, info: RequestInfo, reason: string): Refusal {
  const who = `User ${goQuote(username)} cannot ${info.verb}`;
  const because = reason === '' ? '' : `: ${reason}`;
  const headers = { 'x-content-type-options': 'nosniff' };
  if (!info.isResource) {
    return refusal(403, 'Forbidden', `forbidden: ${who} path ${goQuote(info.path)}${because}`, {}, headers);
  }
  const { group, resource, subresource, namespace, name } = info;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  const words = `${who} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}${because}`;
  return forbidden({ group, plural: resource }, name, words);
}
