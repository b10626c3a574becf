import { CONCURRENCY_LIMITS } from '../../admit/saturation/concurrency.ts';
import { UTILIZATION_LIMITS } from '../../admit/saturation/utilization.ts';
import { below, belowConcurrency, belowUtilization, SIGNALS, type SignalLimit } from '../filters/below.ts';
import { byTestHeader } from '../filters/by-header.ts';
import { byLabel, ROLES } from '../filters/by-label.ts';
import { bySelector } from '../filters/by-selector.ts';
import { prefixAffinity } from '../filters/prefix-affinity.ts';
import { headroomTier } from '../objective/latency-scorer.ts';
import type { ResponseHeaders } from '../policy.ts';
import type { KnownPlugIn } from './plug-in.ts';
import { numberOf, textOf, textsOf } from './read-parameters.ts';
import { sessionPlugIn } from './session-plug-ins.ts';

/** Filters of upstream's by their types, with its defaults (llm-d-router ebab687 pkg/epp/framework/plugins/scheduling/filter). */
export const KNOWN_FILTERS: readonly (readonly [type: string, plugIn: KnownPlugIn])[] = [
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
    'slo-headroom-tier-filter',
    {
      parameters: ['epsilonExploreNeg', 'latencyPredictionInfoProducerName'],
      make: (given, { outlook }) => ({ filter: headroomTier(outlook(), numberOf(given, 'epsilonExploreNeg', 0.01)) }),
      note: 'what is expected is learned in this process',
    },
  ],
  [
    'utilization-filter',
    {
      parameters: ['conditions', 'fallbackOnEmpty', 'inFlightLoadProducerName'],
      make: (given) => ({ filter: below(limitsOf(given.conditions), given.fallbackOnEmpty === true) }),
    },
  ],
  [
    'utilization-detector',
    {
      parameters: ['queueDepthThreshold', 'kvCacheUtilThreshold', 'metricsStalenessThreshold', 'headroom'],
      make(given) {
        const more = 1 + numberOf(given, 'headroom', 0);
        const queue = numberOf(given, 'queueDepthThreshold', UTILIZATION_LIMITS.queueDepth);
        const kvUsage = numberOf(given, 'kvCacheUtilThreshold', UTILIZATION_LIMITS.kvUsage);
        return { filter: belowUtilization(queue * more, kvUsage * more) };
      },
    },
  ],
  [
    'concurrency-detector',
    {
      parameters: ['maxConcurrency', 'maxTokenConcurrency', 'concurrencyMode', 'headroom', 'inFlightLoadProducerName'],
      make(given) {
        const more = 1 + numberOf(given, 'headroom', 0);
        const mode = textOf(given, 'concurrencyMode', CONCURRENCY_LIMITS.mode);
        if (!MODES.has(mode))
          throw new RangeError(`concurrencyMode is to be ${[...MODES].join(', ')}, not ${JSON.stringify(mode)}`);
        const requests = numberOf(given, 'maxConcurrency', CONCURRENCY_LIMITS.requests) * more;
        const tokens = numberOf(given, 'maxTokenConcurrency', CONCURRENCY_LIMITS.tokens) * more;
        const none = Number.POSITIVE_INFINITY;
        return { filter: belowConcurrency(mode === 'tokens' ? none : requests, mode === 'requests' ? none : tokens) };
      },
    },
  ],
  ['session-affinity-filter', sessionPlugIn('filter')],
  ['label-selector-filter', { parameters: ['matchLabels', 'matchExpressions'], make: selectorOf }],
  ['by-label-selector', { parameters: ['matchLabels', 'matchExpressions'], make: selectorOf }],
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
  [
    'header-based-testing-filter',
    { parameters: [], make: () => ({ filter: byTestHeader }), note: 'for tests: clients say where requests go' },
  ],
  [
    'destination-endpoint-served-verifier',
    {
      parameters: [],
      make: () => ({ responseHeaders: () => servedHeader }),
      note: 'for tests: the response says who has served it',
    },
  ],
];

/** For the conformance tests of gateways (scheduling/test; llm-d-router requestcontrol/test/responsereceived). */
const servedHeader: ResponseHeaders = (served) => [
  ['x-conformance-test-served-endpoint', served ?? 'fail: missing destination endpoint served metadata'],
];

const MODES: ReadonlySet<string> = new Set(['requests', 'tokens', 'hybrid']);

function limitsOf(conditions: unknown): readonly SignalLimit[] {
  if (!Array.isArray(conditions) || conditions.length === 0) throw new RangeError('conditions are needed');
  return conditions.map((each: Readonly<Record<string, unknown>> | null) => {
    const metric = textOf(each ?? {}, 'metric');
    if (!Object.hasOwn(SIGNALS, metric))
      throw new RangeError(`metric is to be one of ${Object.keys(SIGNALS).join(', ')}, not ${JSON.stringify(metric)}`);
    if (each?.maxValue === undefined) throw new RangeError('maxValue is needed');
    return { metric, maxValue: numberOf(each, 'maxValue', 0) };
  });
}

function selectorOf(given: Readonly<Record<string, unknown>>): { readonly filter: ReturnType<typeof bySelector> } {
  const matchLabels = (given.matchLabels ?? {}) as Readonly<Record<string, unknown>>;
  const labels = Object.keys(matchLabels).map((key) => [key, textOf(matchLabels, key)] as const);
  const expressions = (given.matchExpressions ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (!Array.isArray(expressions)) throw new RangeError('matchExpressions is to be a list');
  const matchExpressions = expressions.map((each) => ({
    key: textOf(each, 'key'),
    operator: operatorOf(textOf(each, 'operator')),
    values: textsOf(each, 'values'),
  }));
  return { filter: bySelector({ matchLabels: Object.fromEntries(labels), matchExpressions }) };
}

function operatorOf(text: string): string {
  if (text === 'In' || text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist') return text;
  throw new RangeError(`operator is to be In, NotIn, Exists or DoesNotExist, not ${JSON.stringify(text)}`);
}
