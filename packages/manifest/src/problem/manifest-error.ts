import type { Problem, ProblemCode } from './problem.ts';

/** For edges where a problem has to be thrown: a server's handler, a library call without a result type. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ProblemCode;
  readonly hint: string | undefined;
  /** The same manifest fails the same way again. */
  readonly retryable = false;
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    this.hint = problem.hint;
    this.problem = problem;
  }
}
