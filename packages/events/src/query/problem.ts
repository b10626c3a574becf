/** What a request is refused with (RFC 9457, `application/problem+json`). */
export interface ApiProblem {
  /** For programs; the words may change, this does not. */
  readonly code: ApiProblemCode;
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Which parameters are wrong, and why. */
  readonly errors?: readonly { readonly parameter: string; readonly detail: string }[];
}

/** Every code that the API knows, with its status and title. */
const PROBLEMS = {
  'bad-parameter': [400, 'A parameter cannot be understood'],
  'bad-cursor': [400, 'The cursor is not one that this API gave'],
  'not-loopback': [403, 'The API is for this machine only'],
  'not-found': [404, 'There is no such thing'],
  'method-not-allowed': [405, 'Only GET and HEAD are understood'],
  'header-too-large': [431, 'The request is too large'],
  'bad-request': [400, 'This is no request'],
  'no-tail': [501, 'Nothing is watched here'],
  'store-away': [503, 'The store does not answer'],
} as const;

/** A code of a problem. */
export type ApiProblemCode = keyof typeof PROBLEMS;

/** Makes one. */
export function apiProblem(
  code: ApiProblemCode,
  detail: string,
  more: Pick<ApiProblem, 'hint' | 'errors'> = {},
): ApiProblem {
  const [status, title] = PROBLEMS[code];
  return { code, type: `urn:outrigger:problem:${code}`, title, status, detail, ...more };
}

/** Thrown by who reads a request; the service answers with it. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}
