import type { Status } from '../local/answer/api-answer.ts';

/** An answer that is not 2xx. */
export class ApiError extends Error {
  /** HTTP's. */
  readonly code: number;
  /** `NotFound`, `Conflict`, `AlreadyExists`, `Invalid` …; empty where the server gave no Status. */
  readonly reason: string;
  readonly status: Status | undefined;
  /** In seconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    code: number,
    answer: { readonly status?: Status; readonly text?: string; readonly retryAfter?: number },
  ) {
    super(answer.status?.message ?? answer.text ?? `the server answered ${code}`);
    this.code = code;
    this.reason = answer.status?.reason ?? '';
    this.status = answer.status;
    this.retryAfter = answer.retryAfter;
  }
}
