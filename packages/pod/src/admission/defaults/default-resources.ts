import type { IPod, IPodSpec, IResourceRequirements } from 'kubernetes-models/v1';
import { podResources } from '../../resources/pod-resources.ts';
import { printQuantity } from '../../resources/quantity/print-quantity.ts';
import type { ResourceAmounts } from '../../resources/resource-amounts.ts';
import { resourceRulesFor } from '../../resources/resource-rules.ts';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { storedQuantity } from '../quantity.ts';

type Amounts = NonNullable<Draft<IResourceRequirements>['limits']>;
type Spec = Draft<IPodSpec>;

/** Amounts as they are stored: canonical, and rounded up to thousandths. */
export function defaultAmounts(amounts: Amounts): Amounts {
  const stored = Object.entries(amounts).map(([name, amount]) => [name, storedQuantity(amount ?? 0)]);
  return Object.fromEntries(stored);
}

/** A spec whose resources as a whole are completed from those of its containers (defaultPodRequests@1.36.2). */
export function defaultPodLevel(spec: Spec, { minor, gates }: ApiServer): Spec {
  const { resources } = spec;
  if (!resources) return spec;
  // The shape was decoded; only enumerations may still hold other texts, and this reads none of those.
  const { podLevel } = podResources({ spec } as IPod, resourceRulesFor(minor, 0, gates));
  if (!podLevel) return spec;
  const { requests, limits } = resources;
  return {
    ...spec,
    resources: {
      ...resources,
      ...((limits || podLevel.limits.size > 0) && { limits: printAmounts(podLevel.limits) }),
      ...((requests || podLevel.requests.size > 0) && { requests: printAmounts(podLevel.requests) }),
    },
  };
}

function printAmounts(amounts: ResourceAmounts): Amounts {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, storedQuantity(printQuantity(amount))]));
}
