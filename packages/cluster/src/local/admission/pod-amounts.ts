import { effectiveLimits, effectiveRequests, podResources, type Quantity, resourceRulesFor } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../object/api-object.ts';
import { SERVER } from '../resource/rules/collect-errors.ts';

/** What a pod asks for as a whole, and its limits. */
export interface PodAmounts {
  readonly requests: ReadonlyMap<string, Quantity>;
  readonly limits: ReadonlyMap<string, Quantity>;
}

/** Adds up what the containers of a pod ask for (component-helpers/resource PodRequests, PodLimits@1.36). */
export function podAmounts(pod: ApiObject, withoutOverhead = false): PodAmounts {
  const resources = podResources(pod as unknown as IPod, resourceRulesFor(SERVER.minor, 0, SERVER.gates));
  const totals = (all: ReturnType<typeof effectiveRequests>) =>
    new Map([...all].map(([name, { total }]) => [name, total]));
  return {
    requests: totals(effectiveRequests(resources, { withoutOverhead })),
    limits: totals(effectiveLimits(resources, { withoutOverhead })),
  };
}
