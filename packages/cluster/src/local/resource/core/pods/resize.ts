import { type Draft, type Scope, validateKeptPod } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import type { ResourceRules } from '../../resource.ts';
import { at, collectErrors } from '../../rules/collect-errors.ts';
import { goValue } from '../../rules/go-value.ts';
import { unifiedDiff } from '../../rules/unified-diff.ts';
import { countSpec, withPodDefaults } from './prepare-pod.ts';
import { specOf } from './validate-pod-change.ts';

type Spec = ReturnType<typeof specOf>;

/** A running pod is given more or less (podResizeStrategy in pkg/registry/core/pod/strategy.go@1.36). */
export const resizeRules: ResourceRules = {
  setDefaults: withPodDefaults,
  prepareForUpdate: (object, old) =>
    countSpec(
      {
        ...object,
        metadata: { ...old.metadata, resourceVersion: object.metadata?.resourceVersion ?? '' },
        status: old.status,
      },
      old,
    ),
  validateUpdate: (object, old) => collectErrors((scope) => validateResize(object, old, scope)),
};

/** ValidatePodResize@1.36: only requests, limits and what is done about them may change. */
function validateResize(object: ApiObject, old: ApiObject, scope: Scope): void {
  const { errors } = scope;
  validateKeptPod(object as Draft<IPod>, scope);
  const [spec, before] = [specOf(object), specOf(old)];
  const { qosClass } = (old.status ?? {}) as { readonly qosClass?: string };
  if (spec.os?.name === 'windows') errors.forbidden(at('spec'), 'windows pods cannot be resized');
  const munged = withResources(spec, before);
  if (!isSame(munged, before)) {
    const difference = unifiedDiff(goValue(before, 'PodSpec'), goValue(munged, 'PodSpec'));
    errors.forbidden(at('spec'), `only cpu and memory resources are mutable\n${difference}`);
  }
  if (qosClass === 'BestEffort' && !isSame(spec, before)) {
    const detail = 'Pod QOS Class may not change as a result of resizing';
    errors.invalid(at('spec'), 'BestEffort', detail);
  }
}

function withResources(spec: Spec, before: Spec): Spec {
  const change = (list: 'containers' | 'initContainers') => {
    const changed = (spec[list] ?? []).map((container, index) => {
      const old = before[list]?.[index];
      return old ? { ...container, resources: old.resources, resizePolicy: old.resizePolicy } : container;
    });
    return spec[list] && { [list]: changed };
  };
  return { ...spec, ...change('containers'), ...change('initContainers') } as Spec;
}
