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

/** Containers for debugging come into a pod that runs, and stay (podEphemeralContainersStrategy@1.36). */
export const ephemeralRules: ResourceRules = {
  setDefaults: withPodDefaults,
  prepareForUpdate(object, old) {
    const { ephemeralContainers } = specOf(object);
    const { ephemeralContainers: _, ...spec } = specOf(old);
    const metadata = { ...old.metadata, resourceVersion: object.metadata?.resourceVersion ?? '' };
    const changed = { ...old, metadata, spec: { ...spec, ...(ephemeralContainers && { ephemeralContainers }) } };
    return countSpec(changed as ApiObject, old);
  },
  validateUpdate: (object, old) => collectErrors((scope) => validateEphemeral(object, old, scope)),
};

/** ValidatePodEphemeralContainersUpdate@1.36. */
function validateEphemeral(object: ApiObject, old: ApiObject, scope: Scope): void {
  const { errors } = scope;
  validateKeptPod(object as Draft<IPod>, scope);
  const path = at('spec', 'ephemeralContainers');
  const now = specOf(object).ephemeralContainers ?? [];
  if (old.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    errors.forbidden(at(''), 'static pods do not support ephemeral containers');
  }
  for (const container of specOf(old).ephemeralContainers ?? []) {
    const { name = '' } = container;
    const index = now.findIndex((other) => other.name === name);
    const same = now[index];
    if (!same) errors.forbidden(path, `existing ephemeral containers ${JSON.stringify(name)} may not be removed\n`);
    else if (!isSame(same, container)) {
      const difference = unifiedDiff(goValue(container, 'EphemeralContainer'), goValue(same, 'EphemeralContainer'));
      const detail = `existing ephemeral containers ${JSON.stringify(name)} may not be changed\n${difference}`;
      errors.forbidden(path, detail);
    }
  }
}
