import type { IPod, IPodSpec } from 'kubernetes-models/v1';
import { containerTotals } from '../../resources/effective/effective-resources.ts';
import { writtenResources } from '../../resources/pod-resources.ts';
import { printQuantity } from '../../resources/quantity/print-quantity.ts';
import { compareQuantities } from '../../resources/quantity/quantity.ts';
import { resourceRulesFor } from '../../resources/resource-rules.ts';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { canonicalQuantity, readQuantity } from '../quantity.ts';
import { isHugePages, validatePodResourceName } from './resource-name.ts';
import { validateResources } from './resource-requirements.ts';
import type { Scope } from './scope.ts';

type Spec = Draft<IPodSpec>;

/** The resources of a pod as a whole: their own, and whether those of the containers fit in (validatePodResources@1.36.2). */
export function validatePodResources(
  pod: Draft<IPod>,
  path: FieldPath,
  scope: Scope & { readonly claimNames: ReadonlySet<string> },
): void {
  const { errors, server } = scope;
  const spec = pod.spec ?? {};
  if (spec.resources === undefined) return;
  const resourcesPath = path.child('resources');
  if (spec.os?.name === 'windows' && server.minor >= 34) {
    errors.forbidden(resourcesPath, 'may not be set for a windows pod');
    return;
  }
  if (spec.resources.claims !== undefined) {
    const words = server.minor < 34 ? 'cannot' : 'may not';
    errors.forbidden(resourcesPath.child('claims'), `claims ${words} be set for Resources at pod-level`);
  }
  validateResources(spec.resources, resourcesPath, { ...scope, validateName: validatePodResourceName });
  validateTotals(pod, resourcesPath, scope);
  validateContainerLimits(spec, resourcesPath, scope);
}

/** What the containers ask for together fits into what the pod asks for (validatePodResourceConsistency@1.36.2). */
function validateTotals(pod: Draft<IPod>, path: FieldPath, { errors, server }: Scope): void {
  // The shape was decoded; only enumerations may still hold other texts, and this reads none of those.
  const written = writtenResources(pod as IPod, resourceRulesFor(server.minor, 0, server.gates));
  for (const field of ['requests', 'limits'] as const) {
    // Limits of containers may together exceed the pod's, except for huge pages; those are looked at from 1.34.
    if (field === 'limits' && server.minor < 34) continue;
    const podAmounts = pod.spec?.resources?.[field] ?? {};
    for (const [name, { total }] of containerTotals(written, field)) {
      if (field === 'limits' && !isHugePages(name)) continue;
      const podAmount = podAmounts[name] ?? (server.minor < 34 ? 0 : undefined);
      if (podAmount === undefined || compareQuantities(total, readQuantity(podAmount)) <= 0) continue;
      const detail = `must be greater than or equal to aggregate container ${field} of ${printQuantity(total)}`;
      errors.invalid(path.child(field).key(name), canonicalQuantity(podAmount), detail);
    }
  }
}

function validateContainerLimits(spec: Spec, path: FieldPath, { errors }: Scope): void {
  for (const [at, container] of (spec.containers ?? []).entries()) {
    for (const [name, limit = 0] of Object.entries(container.resources?.limits ?? {})) {
      const podLimit = spec.resources?.limits?.[name];
      if (podLimit === undefined || compareQuantities(readQuantity(limit), readQuantity(podLimit)) <= 0) continue;
      // The path that upstream writes does not exist in a manifest: spec.resources.containers[0][cpu].limits.
      const place = path.elsewhere(`.containers[${at}][${name}].limits`, [
        'spec',
        'containers',
        at,
        'resources',
        'limits',
        name,
      ]);
      const detail = `must be less than or equal to pod limits of ${canonicalQuantity(podLimit)}`;
      errors.invalid(place, canonicalQuantity(limit), detail);
    }
  }
}
