import type { Target } from './connect-target.ts';

/** One thing that a picker has to do. */
export interface Check {
  /** `subset/none-matching`. */
  readonly id: string;
  /** What a conforming picker does, as a sentence. */
  readonly what: string;
  /** `must`: the protocol says so, or Envoy fails without. `should`: upstream's picker does so. */
  readonly level: 'must' | 'should';
  /** A complaint; undefined when all is well. */
  readonly run: (trial: Trial) => Promise<string | Skipped | undefined>;
}

/** A check that could not be made here. */
export interface Skipped {
  readonly skipped: string;
}

/** What checks are made with. */
export interface Trial {
  readonly target: Target;
  readonly model: string;
  /** A model for which the picker asks another of the server. */
  readonly rewritten: string | undefined;
  /** A model whose requests are shed at the moment. */
  readonly shed: string | undefined;
  /** A picker of the same kind whose pool has no ready endpoint. */
  readonly empty: Target | undefined;
  readonly oversizedBytes: number;
  readonly pause: (ms: number) => Promise<void>;
}
