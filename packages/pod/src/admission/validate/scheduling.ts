import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

type Spec = Draft<IPodSpec>;

/** What must hold before a pod is ready or scheduled (validateReadinessGates, validateSchedulingGates@1.36.2). */
export function validateGates(spec: Spec, path: FieldPath, { errors, server }: Scope): void {
  for (const [at, { conditionType = '' }] of (spec.readinessGates ?? []).entries()) {
    const typePath = path.child('readinessGates').index(at).child('conditionType');
    errors.invalidEach(typePath, conditionType, qualifiedNameProblems(conditionType, server.minor));
  }
  const seen = new Set<string>();
  for (const [at, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    // Upstream reports at the entry.
    const gatePath = path.child('schedulingGates').index(at);
    errors.invalidEach(gatePath, name, qualifiedNameProblems(name, server.minor));
    if (seen.has(name)) errors.duplicate(gatePath, name);
    seen.add(name);
  }
}

/** The group with which a pod is scheduled (validateSchedulingGroup@1.36.2). */
export function validateSchedulingGroup(spec: Spec, path: FieldPath, { errors }: Scope): void {
  if (!spec.schedulingGroup) return;
  const { podGroupName: name } = spec.schedulingGroup;
  const namePath = path.child('schedulingGroup').child('podGroupName');
  if (name === undefined) errors.invalid(namePath, undefined, 'must specify one of: `podGroupName`');
  else errors.invalidEach(namePath, name, dnsSubdomainProblems(name));
}
