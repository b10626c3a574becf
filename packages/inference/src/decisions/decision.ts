import type { LeftOut } from '../eject/ejected-endpoint.ts';
import type { EndpointState } from '../endpoint-state.ts';
import type { Choice, Reason } from '../schedule/policy.ts';

/** A choice as it was made, with all it rests on: enough to say why, and to make it again. */
export interface Decision {
  /** Version of this form. */
  readonly v: 1;
  /** Counts the choices of one process, from 1. */
  readonly number: number;
  /** RFC 3339. */
  readonly at: string;
  readonly policy: string;
  /** Of the random numbers that the policy drew. */
  readonly seed: number;
  /** The picker's clock in ms, by which the snapshot's times are to be read. */
  readonly now: number;
  /** What the policy had learned by then, where it learns. */
  readonly learned?: readonly number[];
  readonly request: DecidedRequest;
  readonly candidates: readonly DecidedCandidate[];
  /** Endpoints that have failed: not among the candidates but in a panic, or on trial. Left out where there are none. */
  readonly leftOut?: LeftOut;
  readonly reasons: readonly Reason[];
  readonly choice: Choice;
}

/** What is recorded of a request: never a word of it. */
export interface DecidedRequest {
  readonly id: string;
  readonly model: string;
  readonly target: string;
  readonly priority: number;
  readonly tenant: string;
  readonly promptTokens: number;
  readonly maxTokens?: number;
  /** Those headers by which policies are steered. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole blocks of the prompt, and tokens of a block. */
  readonly blocks: number;
  readonly blockTokens: number;
}

/** An endpoint as it was known. */
export type DecidedCandidate = EndpointState & {
  /** Tokens of the prompt that it was thought to hold. */
  readonly cached: number;
};

/** The first token of a decided request came. */
export interface Answered {
  readonly v: 1;
  /** Number of the decision. */
  readonly answered: number;
  /** ms from the choice to the first token. */
  readonly tookMs: number;
}

/** A line of a decision log. */
export type DecisionLine = Decision | Answered;
