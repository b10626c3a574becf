import type { ApiAnswer } from '../answer/api-answer.ts';

/** An answer in plain words. */
export function textAnswer(status: number, body: string): ApiAnswer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body,
  };
}

/** What Go's router says where nothing is. */
export function pageNotFound(): ApiAnswer {
  return textAnswer(404, '404 page not found\n');
}
