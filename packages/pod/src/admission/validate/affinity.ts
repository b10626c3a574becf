import type { IAffinity, INodeAffinity, IPodAffinity, IPodAffinityTerm } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems } from './dns-name.ts';
import { validateMergedLabelKeys } from './label-keys.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateNodeSelector, validateNodeSelectorTerm } from './node-selector.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

/** Which nodes and which neighbours a pod wants (validateAffinity@1.36.2). */
export function validateAffinity(affinity: Draft<IAffinity> | undefined, path: FieldPath, scope: Scope): void {
  if (affinity?.nodeAffinity) validateNodeAffinity(affinity.nodeAffinity, path.child('nodeAffinity'), scope);
  if (affinity?.podAffinity) validatePodAffinity(affinity.podAffinity, path.child('podAffinity'), scope);
  if (affinity?.podAntiAffinity) validatePodAffinity(affinity.podAntiAffinity, path.child('podAntiAffinity'), scope);
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function validateNodeAffinity(affinity: Draft<INodeAffinity>, path: FieldPath, scope: Scope): void {
  // Values of labels are looked at from 1.33, and never in preferences.
  const required = { ...scope, checkValues: scope.server.minor >= 33 };
  if (affinity[REQUIRED]) validateNodeSelector(affinity[REQUIRED], path.child(REQUIRED), required);
  for (const [at, { weight, preference = {} }] of (affinity[PREFERRED] ?? []).entries()) {
    const termPath = path.child(PREFERRED).index(at);
    validateWeight(weight, termPath, scope);
    validateNodeSelectorTerm(preference, termPath.child('preference'), { ...scope, checkValues: false });
  }
}

/** The same for neighbours wanted and not wanted (validatePodAffinity, validatePodAntiAffinity@1.36.2). */
function validatePodAffinity(affinity: Draft<IPodAffinity>, path: FieldPath, scope: Scope): void {
  for (const [at, term] of (affinity[REQUIRED] ?? []).entries()) {
    validatePodTerm(term, path.child(REQUIRED).index(at), scope);
  }
  for (const [at, { weight, podAffinityTerm = {} }] of (affinity[PREFERRED] ?? []).entries()) {
    const termPath = path.child(PREFERRED).index(at);
    validateWeight(weight, termPath, scope);
    validatePodTerm(podAffinityTerm, termPath.child('podAffinityTerm'), scope);
  }
}

function validateWeight(weight: number | undefined, path: FieldPath, { errors }: Scope): void {
  const value = weight ?? 0;
  if (value <= 0 || value > 100) errors.invalid(path.child('weight'), value, 'must be in the range 1-100');
}

/** validatePodAffinityTerm@1.36.2. */
function validatePodTerm(term: Draft<IPodAffinityTerm>, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  validateLabelSelector(term.labelSelector, path.child('labelSelector'), scope);
  validateLabelSelector(term.namespaceSelector, path.child('namespaceSelector'), scope);
  for (const [at, namespace] of (term.namespaces ?? []).entries()) {
    errors.invalidEach(path.miscalled('.namespace', 'namespaces', at), namespace, dnsLabelProblems(namespace));
  }
  // Of 1.29; before, these fields were unknown.
  validateMergedLabelKeys(term, path, scope);
  const { topologyKey = '' } = term;
  const topologyPath = path.child('topologyKey');
  if (topologyKey === '') errors.required(topologyPath, 'can not be empty');
  errors.invalidEach(topologyPath, topologyKey, qualifiedNameProblems(topologyKey, server.minor));
}
