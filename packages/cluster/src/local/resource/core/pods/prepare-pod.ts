import {
  type Draft,
  defaultPod,
  dropByGates,
  mergeLabelKeys,
  podResources,
  qosVerdict,
  resourceRulesFor,
  syncAppArmor,
} from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import type { WriteContext } from '../../resource.ts';
import { SERVER } from '../../rules/collect-errors.ts';

/** A pod with its defaults, and with canonical amounts. */
export function withPodDefaults(object: ApiObject): ApiObject {
  return defaultPod(object as Draft<IPod>, SERVER) as ApiObject;
}

/** A new pod waits, in its QoS class (podStrategy.PrepareForCreate in pkg/registry/core/pod/strategy.go@1.36). */
export function preparePod(object: ApiObject, { now }: WriteContext): ApiObject {
  const kept = dropByGates(object as Draft<IPod>, SERVER).pod;
  const pod = syncAppArmor(mergeLabelKeys(kept, SERVER), SERVER) as ApiObject;
  const gated = gatesOf(pod).length > 0;
  return {
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    status: {
      phase: 'Pending',
      ...(gated && { conditions: [{ ...GATED, lastTransitionTime: now.toISOString().replace(/\.\d+Z$/, 'Z') }] }),
      qosClass: qosVerdict(podResources(pod as unknown as IPod, resourceRulesFor(SERVER.minor, 0, SERVER.gates))).class,
    },
  };
}

const GATED = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

/** A pod is what it was but for what the writer may change; its status has a way of its own. */
export function prepareChangedPod(object: ApiObject, old: ApiObject, _context: WriteContext): ApiObject {
  const kept = dropByGates(object as Draft<IPod>, SERVER).pod as ApiObject;
  return countSpec({ ...kept, status: old.status }, old);
}

/** Counts the generation up with every change of the spec (PodObservedGenerationTracking@1.36). */
export function countSpec(object: ApiObject, old: ApiObject): ApiObject {
  const generation = (old.metadata?.generation ?? 0) + (isSame(object.spec, old.spec) ? 0 : 1);
  return { ...object, metadata: { ...object.metadata, generation } };
}

function gatesOf(pod: ApiObject): readonly unknown[] {
  return (pod.spec as Draft<IPod>['spec'])?.schedulingGates ?? [];
}
