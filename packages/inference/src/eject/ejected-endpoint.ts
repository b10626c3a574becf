import type { Situation } from '../schedule/policy.ts';

/** Why an endpoint was ejected. */
export type EjectionCause = 'consecutive-5xx' | 'consecutive-gateway-failure' | 'failed-trial';

/** An endpoint that is left out for its failures, or that is on trial after that. */
export interface EjectedEndpoint {
  readonly address: string;
  readonly is: 'ejected' | 'on-trial';
  readonly cause: EjectionCause;
  /** Of its last failure. */
  readonly status: number;
  /** How often in a row, this time counted. */
  readonly times: number;
  /** ms until it gets requests again; 0 of one on trial. */
  readonly leftMs: number;
}

/** Who was left out of a choice; `isPanic` where that would have left too few, so that all could be chosen. */
export interface LeftOut {
  readonly endpoints: readonly EjectedEndpoint[];
  readonly isPanic: boolean;
}

/** A situation whose candidates are those that were left; policies do not ask who the others were. */
export interface GuardedSituation extends Situation {
  readonly leftOut?: (() => LeftOut | undefined) | undefined;
}
