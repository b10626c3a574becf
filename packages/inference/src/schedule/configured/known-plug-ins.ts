import { anyOf, maxScore, weightedRandom } from '../pickers.ts';
import type { Picker } from '../policy.ts';
import { KNOWN_FILTERS } from './known-filters.ts';
import { KNOWN_SCORERS } from './known-scorers.ts';
import type { KnownPlugIn } from './plug-in.ts';
import { numberOf } from './read-parameters.ts';

/** Filters, scorers and pickers of upstream's by their types, with its defaults (llm-d-router ebab687 pkg/epp/framework/plugins/scheduling). */
export const KNOWN_PLUG_INS: ReadonlyMap<string, KnownPlugIn> = new Map<string, KnownPlugIn>([
  ...KNOWN_FILTERS,
  ...KNOWN_SCORERS,
  ['max-score-picker', picker(maxScore)],
  ['random-picker', picker(anyOf)],
  ['weighted-random-picker', picker(weightedRandom)],
]);

function picker(make: (most: number) => Picker): KnownPlugIn {
  return {
    parameters: ['maxNumOfEndpoints'],
    // What is no count is one, as upstream has it.
    make: (given) => ({ picker: make(Math.trunc(numberOf(given, 'maxNumOfEndpoints', 1)) || 1) }),
  };
}
