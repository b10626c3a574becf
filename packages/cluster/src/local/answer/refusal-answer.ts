import type { ApiRequest } from '../request/api-request.ts';
import type { ApiAnswer } from './api-answer.ts';
import { formatBody } from './format-body.ts';
import { formatOfRefusal } from './negotiate.ts';
import type { Refusal } from './refusal.ts';

/** The answer to a request that is refused. */
export function refusalAnswer(request: ApiRequest, { status, headers }: Refusal): ApiAnswer {
  const format = formatOfRefusal(request);
  const seconds = status.details?.retryAfterSeconds;
  return {
    status: status.code ?? 500,
    headers: {
      'content-type': format.media,
      ...(seconds !== undefined && { 'retry-after': String(seconds) }),
      ...headers,
    },
    body: formatBody(status, format),
  };
}
