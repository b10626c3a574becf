import { FLOW_LIMITS, type FlowLimits, type OwnLimits } from '../../admit/flow/flow-limits.ts';
import type { AdmissionRules } from '../../admit/plan-admission.ts';
import { CONCURRENCY_LIMITS, concurrency } from '../../admit/saturation/concurrency.ts';
import type { SaturationDetector } from '../../admit/saturation/detector.ts';
import { MEASURED_LIMITS, utilization } from '../../admit/saturation/utilization.ts';
import { type Shedding, shedByChance, shedNone, shedSheddable } from '../../admit/shedding.ts';
import { numberOf, textOf } from './read-parameters.ts';
import { durationOf, quantityOf } from './read-quantity.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A plug-in as it is written. */
export interface WrittenPlugIn {
  readonly type: string;
  readonly parameters: Fields;
}

/** Is told what becomes of a part of the configuration. */
export type NotePart = (
  path: readonly (string | number)[],
  part: string,
  maps: 'yes' | 'built-in' | 'no',
  text?: string,
) => void;

/**
 * What a configuration of upstream's says of admission: saturation, shedding, and with the gate `flowControl` what waits; undefined where
 * it says nothing. What cannot be had is told (llm-d-router ebab687 pkg/epp/config/loader/flowcontrol.go, pkg/epp/flowcontrol).
 */
export function readAdmission(
  config: Fields,
  plugIns: ReadonlyMap<string, WrittenPlugIn>,
  note: NotePart,
): AdmissionRules | undefined {
  const flowControl = config.flowControl === undefined ? undefined : fieldsOf(config.flowControl);
  const isOn = gatesOf(config.featureGates).get('flowControl') ?? false;
  const detector = fieldsOf(flowControl?.saturationDetector ?? config.saturationDetector).pluginRef;
  const admitter = [...plugIns.values()].find(({ type }) => type === 'probabilistic-admitter');
  const hasDetector = [...plugIns.values()].some(({ type }) => DETECTORS.has(type));
  if (!flowControl && !isOn && !admitter && detector === undefined && !hasDetector) return undefined;
  const section = flowControl ? 'flowControl' : 'saturationDetector';
  try {
    const saturation = detectorOf(detector, plugIns);
    const shedding = sheddingOf(admitter, isOn);
    if (config.saturationDetector !== undefined) note(['saturationDetector'], 'saturationDetector', 'yes');
    if (!isOn) {
      if (flowControl)
        note(
          ['flowControl'],
          'flowControl',
          'built-in',
          'without the gate flowControl only its saturation detector counts, as upstream',
        );
      return { saturation, shedding };
    }
    const flow = flowOf(flowControl ?? {}, plugIns);
    note(
      ['flowControl'],
      'flowControl',
      'yes',
      'tenants of a priority share by tokens (deficit round robin), whatever policy is named',
    );
    return { saturation, shedding, flow };
  } catch (error) {
    note([section], section, 'no', (error as Error).message);
    return undefined;
  }
}

/** Plug-ins that measure how full a pool is. */
const DETECTORS: ReadonlySet<string> = new Set(['utilization-detector', 'concurrency-detector']);

function detectorOf(ref: unknown, plugIns: ReadonlyMap<string, WrittenPlugIn>): SaturationDetector {
  // The built-in one where none is named, even if it is not listed.
  const { type, parameters } = plugIns.get(String(ref ?? 'utilization-detector')) ?? {
    type: String(ref ?? 'utilization-detector'),
    parameters: {},
  };
  if (type === 'concurrency-detector') {
    const mode = textOf(parameters, 'concurrencyMode', CONCURRENCY_LIMITS.mode);
    if (mode !== 'requests' && mode !== 'tokens' && mode !== 'hybrid')
      throw new RangeError(`concurrencyMode is to be requests, tokens or hybrid, not ${JSON.stringify(mode)}`);
    return concurrency({
      mode,
      requests: numberOf(parameters, 'maxConcurrency', CONCURRENCY_LIMITS.requests),
      tokens: numberOf(parameters, 'maxTokenConcurrency', CONCURRENCY_LIMITS.tokens),
    });
  }
  if (type !== 'utilization-detector') throw new RangeError(`no saturation detector is named ${JSON.stringify(ref)}`);
  return utilization({
    ...MEASURED_LIMITS,
    queueDepth: numberOf(parameters, 'queueDepthThreshold', MEASURED_LIMITS.queueDepth),
    kvUsage: numberOf(parameters, 'kvCacheUtilThreshold', MEASURED_LIMITS.kvUsage),
    staleMs: durationOf(parameters, 'metricsStalenessThreshold') ?? MEASURED_LIMITS.staleMs,
  });
}

/** Under flow control upstream drops nobody for being sheddable: those wait after all others. */
function sheddingOf(admitter: WrittenPlugIn | undefined, waits: boolean): Shedding {
  if (!admitter) return waits ? shedNone : shedSheddable;
  const { parameters } = admitter;
  return shedByChance({ power: numberOf(parameters, 'power', 5), k: numberOf(parameters, 'k', 300) });
}

function flowOf(flowControl: Fields, plugIns: ReadonlyMap<string, WrittenPlugIn>): FlowLimits {
  const ttlMs = limitOf(durationOf(flowControl, 'defaultRequestTTL'));
  const emptyTtlMs = limitOf(durationOf(flowControl, 'noEndpointRequestTTL'));
  const ceiling = ceilingOf(flowControl.usageLimitPolicyPluginRef, plugIns);
  const bandOf = (band: Fields): OwnLimits => {
    return {
      requests: quantityOf(band, 'maxRequests') || undefined,
      bytes: quantityOf(band, 'maxBytes') || undefined,
      order: orderOf(band, plugIns),
    };
  };
  const usual = bandOf(fieldsOf(flowControl.defaultPriorityBand));
  const negative = flowControl.defaultNegativePriorityBand;
  return {
    ...FLOW_LIMITS,
    requests: limitOf(quantityOf(flowControl, 'maxRequests')) ?? Number.POSITIVE_INFINITY,
    bytes: limitOf(quantityOf(flowControl, 'maxBytes')) ?? Number.POSITIVE_INFINITY,
    band: {
      requests: usual.requests ?? FLOW_LIMITS.band.requests,
      bytes: usual.bytes ?? FLOW_LIMITS.band.bytes,
      ttlMs: ttlMs ?? FLOW_LIMITS.band.ttlMs,
      ceiling: ceiling ?? FLOW_LIMITS.band.ceiling,
      order: usual.order,
    },
    bands: new Map(listOf(flowControl.priorityBands).map((band) => [priorityOf(band), bandOf(band)])),
    ...(negative !== undefined && { negativeBand: bandOf(fieldsOf(negative)) }),
    ...(emptyTtlMs !== undefined && { emptyTtlMs }),
    evicts: flowControl.enableEviction === true,
  };
}

/** 0 is no limit. */
function limitOf(value: number | undefined): number | undefined {
  return value === 0 ? Number.POSITIVE_INFINITY : value;
}

function priorityOf(band: Fields): number {
  const { priority = 0 } = band;
  if (Number.isInteger(priority)) return priority as number;
  throw new RangeError(`priority is to be a whole number, not ${JSON.stringify(priority)}`);
}

function ceilingOf(ref: unknown, plugIns: ReadonlyMap<string, WrittenPlugIn>): number | undefined {
  if (ref === undefined || ref === '') return undefined;
  const policy = plugIns.get(String(ref));
  const type = policy?.type ?? String(ref);
  if (type === 'static-usage-limit-policy') return numberOf(policy?.parameters ?? {}, 'threshold', 1);
  throw new RangeError(`${type} has no counterpart: write a ceiling for each priority in a configuration for --config`);
}

/** All of a priority may wait equally long, so that `edf` is the order of arrivals. */
function orderOf(band: Fields, plugIns: ReadonlyMap<string, WrittenPlugIn>): 'deadline' | undefined {
  const typeOf = (ref: unknown) => plugIns.get(String(ref))?.type ?? String(ref ?? '');
  for (const type of [typeOf(band.fairnessPolicyRef), typeOf(band.orderingPolicyRef)])
    if (type !== '' && !POLICIES.has(type)) throw new RangeError(`${type} has no counterpart`);
  return typeOf(band.orderingPolicyRef) === 'slo-deadline-ordering-policy' ? 'deadline' : undefined;
}

/** Policies of upstream's queues whose work is done here. */
const POLICIES: ReadonlySet<string> = new Set([
  'global-strict-fairness-policy',
  'round-robin-fairness-policy',
  'program-aware-fairness',
  'fcfs-ordering-policy',
  'edf-ordering-policy',
  'slo-deadline-ordering-policy',
]);

/** Gates by their names; a bare name turns one on. */
function gatesOf(gates: unknown): ReadonlyMap<string, boolean> {
  const list = Array.isArray(gates) ? gates : [];
  return new Map(
    list.map((each) => {
      const [name = '', value = 'true'] = String(each).split('=');
      return [name, value === 'true'] as const;
    }),
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
