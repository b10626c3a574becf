import { byLabel, ROLES } from '../filters/by-label.ts';
import { prefixAffinity } from '../filters/prefix-affinity.ts';
import { anyOf, maxScore, weightedRandom } from '../pickers.ts';
import type { Picker } from '../policy.ts';
import { CONTEXT_LENGTH_LABEL, contextLengthFilter, contextLengthScorer } from '../scorers/context-length-scorer.ts';
import {
  activeRequestScorer,
  kvCacheScorer,
  loadAwareScorer,
  queueScorer,
  runningScorer,
  tokenLoadScorer,
} from '../scorers/load-scorers.ts';
import { loraScorer } from '../scorers/lora-scorer.ts';
import { prefixScorer } from '../scorers/prefix-scorer.ts';
import { SESSION_HEADER, sessionScorer } from '../scorers/session-scorer.ts';
import type { KnownPlugIn } from './plug-in.ts';
import { numberOf, textOf, textsOf } from './read-parameters.ts';

/** Filters, scorers and pickers of upstream's by their types, with its defaults (llm-d-router ebab687 pkg/epp/framework/plugins/scheduling). */
export const KNOWN_PLUG_INS: ReadonlyMap<string, KnownPlugIn> = new Map<string, KnownPlugIn>([
  ['queue-scorer', { parameters: [], make: () => ({ scorer: queueScorer }) }],
  ['running-requests-size-scorer', { parameters: [], make: () => ({ scorer: runningScorer }) }],
  ['kv-cache-utilization-scorer', { parameters: [], make: () => ({ scorer: kvCacheScorer }) }],
  ['lora-affinity-scorer', { parameters: [], make: () => ({ scorer: loraScorer }) }],
  [
    'load-aware-scorer',
    {
      parameters: ['threshold'],
      make: (given) => ({ scorer: loadAwareScorer(numberOf(given, 'threshold', 128) || 128) }),
    },
  ],
  [
    'active-request-scorer',
    {
      parameters: ['idleThreshold', 'maxBusyScore', 'requestTimeout'],
      make: (given) => ({
        scorer: activeRequestScorer({
          idle: numberOf(given, 'idleThreshold', 0),
          mostBusy: Math.min(1, numberOf(given, 'maxBusyScore', 1)),
        }),
      }),
    },
  ],
  [
    'token-load-scorer',
    {
      parameters: ['queueThresholdTokens'],
      make: (given) => ({ scorer: tokenLoadScorer(numberOf(given, 'queueThresholdTokens', 0) || undefined) }),
    },
  ],
  [
    'prefix-cache-scorer',
    {
      parameters: ['matchLengthWeight', 'matchLengthScaleTokens', 'prefixMatchInfoProducerName'],
      make: (given) => ({
        scorer: prefixScorer(numberOf(given, 'matchLengthWeight', 0), numberOf(given, 'matchLengthScaleTokens', 8192)),
      }),
      note: 'matches come from the index of this process, put right by cached tokens in answers',
    },
  ],
  [
    'session-affinity-scorer',
    {
      parameters: ['strategy', 'encodedEndpointHeaderConfig'],
      make(given) {
        if (textOf(given, 'strategy', 'encoded_endpoint_header') !== 'encoded_endpoint_header')
          throw new RangeError('strategy is to be encoded_endpoint_header: sessions are not kept here');
        const config = given.encodedEndpointHeaderConfig as Readonly<Record<string, unknown>> | undefined;
        return { scorer: sessionScorer(textOf(config ?? {}, 'header', SESSION_HEADER).toLowerCase()) };
      },
      note: 'the token is read; the response does not bring one',
    },
  ],
  [
    'context-length-aware',
    {
      parameters: ['label', 'enableFiltering'],
      make(given) {
        const label = textOf(given, 'label', CONTEXT_LENGTH_LABEL);
        const scorer = contextLengthScorer(label);
        return given.enableFiltering === true ? { scorer, filter: contextLengthFilter(label) } : { scorer };
      },
      note: 'tokens are estimated, four bytes each',
    },
  ],
  [
    'prefix-cache-affinity-filter',
    {
      parameters: [
        'affinityThreshold',
        'explorationProbability',
        'maxTTFTPenaltyMs',
        'peakPrefillThroughput',
        'ttftSource',
        'prefixMatchInfoProducerName',
        'inFlightLoadProducerName',
      ],
      make(given) {
        if (textOf(given, 'ttftSource', 'prefillThroughput') !== 'prefillThroughput')
          throw new RangeError(
            'ttftSource is to be prefillThroughput: for predictions there is the policy "predicted"',
          );
        const tokens =
          (numberOf(given, 'peakPrefillThroughput', 15_928) * numberOf(given, 'maxTTFTPenaltyMs', 18_000)) / 1000;
        const affinity = numberOf(given, 'affinityThreshold', 0.8);
        return { filter: prefixAffinity(affinity, tokens, numberOf(given, 'explorationProbability', 0)) };
      },
    },
  ],
  [
    'by-label',
    {
      parameters: ['label', 'validValues', 'allowsNoLabel'],
      make: (given) => ({
        filter: byLabel({
          label: textOf(given, 'label'),
          values: textsOf(given, 'validValues'),
          allowsNone: given.allowsNoLabel === true,
        }),
      }),
    },
  ],
  ['decode-filter', { parameters: [], make: () => ({ filter: byLabel(ROLES.decode) }) }],
  ['prefill-filter', { parameters: [], make: () => ({ filter: byLabel(ROLES.prefill) }) }],
  ['encode-filter', { parameters: [], make: () => ({ filter: byLabel(ROLES.encode) }) }],
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
