import type { EndpointState } from '../endpoint-state.ts';
import type { InferenceRequest } from '../inference-request.ts';

/** Everything a choice rests on: the same situation, with the same random numbers, gives the same choice. */
export interface Situation {
  readonly request: InferenceRequest;
  /** Where the request may go; never empty. */
  readonly candidates: readonly EndpointState[];
  /** Tokens of the prompt that each candidate is thought to hold, in the order of the candidates. */
  readonly cached: ArrayLike<number>;
  /** From 0 up to but not 1. */
  readonly random: () => number;
  /** ms on the picker's clock. */
  readonly now: number;
  /** Is told why; left out where nobody asks, for it costs more than the choice. */
  readonly tell?: (reason: Reason) => void;
}

/**
 * Candidates by their place, best first – a proxy tries the next when one fails – or that none may have the request: not now,
 * for they are saturated, or not at all, for none fits it.
 */
export type Choice = Chosen | { readonly refused: 'saturated' | 'none-fits' };

/** Where a request goes, with headers for the server where it needs to be told more. */
export interface Chosen {
  readonly chosen: readonly number[];
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Headers for the client, by who has served it in truth, where the proxy says so. */
  readonly responseHeaders?: ResponseHeaders;
  /** Scores by address, for a proxy that records them. */
  readonly scores?: Readonly<Record<string, number>>;
}

/** Says which headers a response gets. */
export type ResponseHeaders = (served: string | undefined) => readonly (readonly [name: string, value: string])[];

/** One step of a choice, for people who ask why: which candidates a filter kept, or how a scorer rated them. */
export type Reason =
  | { readonly by: string; readonly kept: readonly number[] }
  | {
      readonly by: string;
      readonly weight: number;
      readonly kept: readonly number[];
      readonly scores: readonly number[];
    };

/** A way to choose an endpoint. */
export interface Policy {
  readonly name: string;
  readonly choose: (situation: Situation) => Choice;
  /** Learns from a choice: to be called with the ms until its first token. Left out by policies that learn nothing. */
  readonly watch?: (situation: Situation, place: number) => (tookMs: number) => void;
  /** The same of the ms for each token after the first; told when a streamed answer has ended. */
  readonly watchTokens?: (situation: Situation, place: number) => (eachMs: number) => void;
  /** Hears where a request went: for parts that count by that. */
  readonly sent?: (situation: Situation, place: number) => void;
  /** What it has learned, as numbers, and how it is put in mind of it: for logs, and for choices that are made again. */
  readonly memory?: {
    readonly learned: () => readonly number[];
    /** Numbers of another form than its own are passed over. */
    readonly recall: (learned: readonly number[]) => void;
  };
}

/** Keeps some of the candidates, given and returned by their places; an empty answer says that none fits. */
export type Filter = (situation: Situation, kept: readonly number[]) => readonly number[];

/** Rates candidates from 0 (worst) to 1; one number for each that is kept. */
export type Scorer = (situation: Situation, kept: readonly number[]) => readonly number[];

/** Puts the kept candidates in order by their total. */
export type Picker = (situation: Situation, kept: readonly number[], totals: readonly number[]) => readonly number[];
