import type { ProblemCode } from './problem.ts';

/** A problem before anyone knows which file it is in: offsets into the document's own text. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  /** Where the same was said before. */
  readonly firstAt?: number;
}
