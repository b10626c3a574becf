import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Problem } from '../problem/problem.ts';
import { type BuiltinKind, builtinKindOf } from '../workload/builtin-kinds.ts';
import { findWorkloads } from '../workload/find-workloads.ts';
import type { Workload } from '../workload/workload.ts';
import { checkEmbedded } from './check-embedded.ts';
import { checkFields } from './check-fields.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkRestartPolicy } from './check-restart-policy.ts';
import { checkVersion } from './check-version.ts';

/**
 * Compares an object that holds pods with Kubernetes' schemas: unknown and missing fields, types, values. Of a kind that
 * Kubernetes does not know, only the pods in it are compared. In the order of the text.
 */
export function checkObject(object: KubernetesObject): readonly Problem[] {
  return checkWorkloads(object, findWorkloads(object));
}

/** The same, where the pods have been found already. */
export function checkWorkloads(object: KubernetesObject, workloads: readonly Workload[]): readonly Problem[] {
  const builtin = builtinKindOf(object);
  const problems = builtin ? checkBuiltin(object, builtin) : workloads.flatMap(checkEmbedded);
  if (builtin && workloads.length === 0 && problems.length === 0) return [withoutPod(object, builtin)];
  const policies = builtin ? workloads.flatMap((workload) => checkRestartPolicy(workload) ?? []) : [];
  const found = [...problems, ...policies, ...workloads.flatMap(checkPlaceholders)];
  return found.toSorted((a, b) => (a.position?.offset ?? 0) - (b.position?.offset ?? 0));
}

function checkBuiltin(object: KubernetesObject, builtin: BuiltinKind): readonly Problem[] {
  const version = checkVersion(object, builtin);
  if (version?.severity === 'error') return [version];
  return [...(version ? [version] : []), ...checkFields(object, builtin)];
}

/** A template without a spec is fine by the schema, where everything about it is optional. */
function withoutPod(object: KubernetesObject, { template }: BuiltinKind): Problem {
  const path = [...template, 'spec', 'containers'];
  return {
    code: 'missing-field',
    severity: 'error',
    message: `${path.join('.')}: Required value`,
    file: object.file,
    position: object.locateKey(template),
    path,
  };
}
