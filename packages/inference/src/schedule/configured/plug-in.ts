import type { LatencyOutlook } from '../objective/latency-outlook.ts';
import type { Filter, Picker, Policy, ResponseHeaders, Scorer, Situation } from '../policy.ts';

/** What a plug-in brings: some are several things at once. */
export interface PlugIn {
  readonly filter?: Filter;
  readonly scorer?: Scorer;
  readonly picker?: Picker;
  /** Hears where requests went. */
  readonly sent?: NonNullable<Policy['sent']>;
  /** Headers for the client of a request that goes there. */
  readonly responseHeaders?: (situation: Situation, place: number) => ResponseHeaders;
}

/** Makes a plug-in of its parameters. What a module of the user's exports as `plugIn`; it may throw, in words for people. */
export type MakePlugIn = (parameters: Readonly<Record<string, unknown>>) => PlugIn;

/** A plug-in of upstream's, as it is made here. */
export interface KnownPlugIn {
  /** Parameters that it takes; others are told of. */
  readonly parameters: readonly string[];
  readonly make: (parameters: Readonly<Record<string, unknown>>, shared: SharedParts) => PlugIn;
  /** What is not as upstream has it, or what these parameters need elsewhere. */
  readonly note?: string | ((parameters: Readonly<Record<string, unknown>>) => string | undefined);
}

/** What plug-ins of one configuration have in common; made for the first that asks. */
export interface SharedParts {
  readonly outlook: () => LatencyOutlook;
}
