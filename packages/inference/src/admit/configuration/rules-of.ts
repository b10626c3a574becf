import { CRITICALITY } from '../criticality.ts';
import { FLOW_LIMITS, type FlowLimits, type OwnLimits } from '../flow/flow-limits.ts';
import type { AdmissionRules } from '../plan-admission.ts';
import { CONCURRENCY_LIMITS, concurrency } from '../saturation/concurrency.ts';
import type { SaturationDetector } from '../saturation/detector.ts';
import { goodCapacity } from '../saturation/good-capacity.ts';
import { MEASURED_LIMITS, utilization } from '../saturation/utilization.ts';
import { SHED_CURVE, type Shedding, shedAllButCritical, shedByChance, shedNone, shedSheddable } from '../shedding.ts';
import type { AdmissionFile, BandFile, QueueFile } from './admission-schema.ts';

/** The rules that a file asks for; what it does not say is as it is without one. */
export function rulesOf({ saturation, shed, queue, tenants, otherTenants }: AdmissionFile): AdmissionRules {
  const budgets = new Map<string, number>();
  for (const { name, tokensPerMinute } of tenants ?? []) {
    if (tokensPerMinute !== undefined) budgets.set(name, tokensPerMinute);
  }
  return {
    saturation: detectorOf(saturation),
    shedding: sheddingOf(shed),
    ...(queue && { flow: flowOf(queue, tenants) }),
    ...((budgets.size > 0 || otherTenants) && { budgets: { tenants: budgets, others: otherTenants?.tokensPerMinute } }),
  };
}

function detectorOf(saturation: AdmissionFile['saturation']): SaturationDetector {
  switch (saturation?.by) {
    case 'concurrency':
      return concurrency({ ...CONCURRENCY_LIMITS, ...said(saturation) });
    case 'good-capacity':
      return goodCapacity({ ...MEASURED_LIMITS, ...said({ ...saturation, staleMs: saturation.stale }) });
    default:
      return utilization({ ...MEASURED_LIMITS, ...said({ ...saturation, staleMs: saturation?.stale }) });
  }
}

function sheddingOf(shed: AdmissionFile['shed']): Shedding {
  if (typeof shed === 'object') return shedByChance({ ...SHED_CURVE, ...said(shed.byChance) });
  switch (shed) {
    case 'all-but-critical':
      return shedAllButCritical;
    case 'by-chance':
      return shedByChance();
    case 'none':
      return shedNone;
    default:
      return shedSheddable;
  }
}

function flowOf(queue: QueueFile, tenants: AdmissionFile['tenants']): FlowLimits {
  const { requests, bytes, quantum, waitForEndpoints: emptyTtlMs, evict: evicts, eachPriority, priorities } = queue;
  return {
    ...FLOW_LIMITS,
    ...said({ requests, bytes, quantum, emptyTtlMs, evicts }),
    band: { ...FLOW_LIMITS.band, ...said(limitsOf(eachPriority ?? {})) },
    bands: new Map(
      priorities?.map((own) => [
        typeof own.priority === 'string' ? CRITICALITY[own.priority] : own.priority,
        limitsOf(own),
      ]),
    ),
    weights: new Map(tenants?.map(({ name, weight }) => [name, weight ?? 1])),
  };
}

function limitsOf({ requests, bytes, wait, ceiling, order }: BandFile): OwnLimits {
  return { requests, bytes, ttlMs: wait, ceiling, order };
}

/** Without the fields of which nothing is said. */
function said<T extends object>(fields: T): { [field in keyof T]: Exclude<T[field], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [field in keyof T]: Exclude<T[field], undefined>;
  };
}
