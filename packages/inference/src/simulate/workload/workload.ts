import type { SimRequest } from '../sim-request.ts';

/** A kind of traffic. */
export interface Workload {
  readonly name: string;
  /** What it is made after, and what of it is made up. */
  readonly source: string;
  /** Tokens of a block of its prompts' chains. */
  readonly blockTokens: number;
  /** Requests in the order in which they are sent, for so many ms at so many a second. */
  readonly requests: (
    load: { readonly perSecond: number; readonly ms: number },
    random: () => number,
  ) => readonly SimRequest[];
}
