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
    make: (given) => ({ picker: make(mostOf(given)) }),
    note: (given) => (mostOf(given) > 1 ? A_LIST : undefined),
  };
}

/** What is no count is one, as upstream has it. */
function mostOf(given: Readonly<Record<string, unknown>>): number {
  return Math.trunc(numberOf(given, 'maxNumOfEndpoints', 1)) || 1;
}

/** As Envoy 1.40 does it (test/inference/envoy/steering.test.ts). */
const A_LIST =
  'Envoy takes a list of endpoints only with the load-balancing policy override_host; behind what envoy-config writes each request gets 503';
