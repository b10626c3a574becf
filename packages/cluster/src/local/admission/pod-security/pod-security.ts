import type { ApiObject } from '../../object/api-object.ts';
import type { AdmissionAttempt } from '../../world.ts';
import { denied, isFor, type Plugin } from '../plugin.ts';
import { baselineChecks } from './baseline-checks.ts';
import { restrictedChecks } from './restricted-checks.ts';
import { type Check, securedSpec, type Violation } from './violation.ts';

/** Namespaces say how careful their pods have to be (plugin/pkg/admission/security/podsecurity, k8s.io/pod-security-admission@1.36). */
export const podSecurity: Plugin = {
  validate(attempt) {
    const { operation, object, context, namespace } = attempt;
    if (!isFor(attempt, 'pods') || operation !== 'create') return;
    const labels = context.read('namespaces', namespace)?.metadata?.labels ?? {};
    const level = labels['pod-security.kubernetes.io/enforce'] ?? 'privileged';
    const version = labels['pod-security.kubernetes.io/enforce-version'] ?? 'latest';
    const checks = levels[level];
    if (checks) enforce(attempt, { object, checks, policy: `${level}:${version}` });
  },
};

const OUTDONE = ['capabilities_baseline', 'hostPathVolumes', 'seccomp_baseline'];

const levels: Readonly<Record<string, readonly Check[]>> = {
  baseline: baselineChecks,
  // Restricted takes the place of what it is stricter about.
  restricted: [...baselineChecks.filter((check) => !OUTDONE.includes(check.name)), ...restrictedChecks],
};

function enforce(
  attempt: AdmissionAttempt,
  {
    object,
    checks,
    policy,
  }: { readonly object: ApiObject; readonly checks: readonly Check[]; readonly policy: string },
): void {
  const found = checks
    .map((check) => check.find(securedSpec(object)))
    .filter((violation): violation is Violation => violation !== undefined);
  if (found.length === 0) return;
  const texts = found.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`));
  throw denied(attempt, `violates PodSecurity "${policy}": ${texts.join(', ')}`);
}
