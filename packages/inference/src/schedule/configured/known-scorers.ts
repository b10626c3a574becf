import { latencyScorer } from '../objective/latency-scorer.ts';
import { CONTEXT_LENGTH_LABEL, contextLengthFilter, contextLengthScorer } from '../scorers/context-length-scorer.ts';
import { headerLabelScorer } from '../scorers/header-label-scorer.ts';
import {
  activeRequestScorer,
  kvCacheScorer,
  loadAwareScorer,
  queueScorer,
  runningScorer,
  tokenLoadScorer,
} from '../scorers/load-scorers.ts';
import { loraScorer } from '../scorers/lora-scorer.ts';
import { noHitLruScorer } from '../scorers/no-hit-lru-scorer.ts';
import { prefixScorer } from '../scorers/prefix-scorer.ts';
import type { KnownPlugIn } from './plug-in.ts';
import { numberOf, textOf } from './read-parameters.ts';
import { sessionPlugIn } from './session-plug-ins.ts';

/** Scorers of upstream's by their types, with its defaults (llm-d-router ebab687 pkg/epp/framework/plugins/scheduling/scorer). */
export const KNOWN_SCORERS: readonly (readonly [type: string, plugIn: KnownPlugIn])[] = [
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
    'no-hit-lru-scorer',
    {
      parameters: ['lruSize', 'prefixPluginType', 'prefixPluginName', 'prefixMatchInfoProducerName'],
      make: (given) => noHitLruScorer(numberOf(given, 'lruSize', 1024) || 1024),
      note: 'a replay of the decision log does not know its order',
    },
  ],
  [
    'latency-scorer',
    {
      parameters: [
        'ttftWeight',
        'tpotWeight',
        'headroomSelectionStrategy',
        'compositeKVWeight',
        'compositeQueueWeight',
        'compositePrefixWeight',
        'latencyPredictionInfoProducerName',
        'prefixMatchInfoProducerName',
      ],
      make(given, { outlook }) {
        const strategy = textOf(given, 'headroomSelectionStrategy', 'least');
        if (strategy !== 'least' && strategy !== 'most')
          throw new RangeError(`headroomSelectionStrategy is to be least or most, not ${JSON.stringify(strategy)}`);
        const [ttftWeight, tpotWeight] = [numberOf(given, 'ttftWeight', 0.8), numberOf(given, 'tpotWeight', 0.2)];
        return { scorer: latencyScorer(outlook(), { ttftWeight, tpotWeight, strategy }) };
      },
      note: 'what is expected is learned in this process: there always is an expectation, and no composite',
    },
  ],
  ['session-affinity-scorer', sessionPlugIn('scorer')],
  [
    'header-label-affinity-scorer',
    {
      parameters: ['headerName', 'labelKey'],
      make: (given) => ({ scorer: headerLabelScorer(textOf(given, 'headerName'), textOf(given, 'labelKey')) }),
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
];
