import type { Filter, Picker, Scorer } from '../policy.ts';

/** What a plug-in brings: some are several things at once. */
export interface PlugIn {
  readonly filter?: Filter;
  readonly scorer?: Scorer;
  readonly picker?: Picker;
}

/** Makes a plug-in of its parameters. What a module of the user's exports as `plugIn`; it may throw, in words for people. */
export type MakePlugIn = (parameters: Readonly<Record<string, unknown>>) => PlugIn;

/** A plug-in of upstream's, as it is made here. */
export interface KnownPlugIn {
  /** Parameters that it takes; others are told of. */
  readonly parameters: readonly string[];
  readonly make: MakePlugIn;
  /** What is not as upstream has it. */
  readonly note?: string;
}
