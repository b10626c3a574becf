import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const failurePolicyAnyContainer: Rule = {
  id: 'SC043',
  name: 'failure-policy-any-container',
  title: 'A podFailurePolicy rule on exit codes means the sidecars, too',
  group: 'lifetime',
  severity: 'warning',
  about: 'workload',
  why: 'Without `containerName` a rule matches the exit code of any container of a failed pod. A sidecar that was stopped with 143 or killed with 137 can make the Job fail, or its failure be ignored.',
  instead: 'Name the container of the work.',
  sources: ['kubernetes/kubernetes pkg/controller/job/pod_failure_policy.go, matchOnExitCodes, v1.36.2'],
  *check(subject) {
    const [sidecar] = sidecarsOf(subject);
    const rules = subject.workload.job?.podFailurePolicy?.rules ?? [];
    if (!sidecar) return;
    for (const [index, { action, onExitCodes }] of rules.entries()) {
      if (!onExitCodes || onExitCodes.containerName !== undefined) continue;
      const hits = [137, 143].filter((code) => onExitCodes.values.includes(code) === (onExitCodes.operator === 'In'));
      yield {
        path: ['spec'],
        container: sidecar.name,
        message: `rule ${index} of the podFailurePolicy (${action}) has no containerName, so the exit code of ${sidecar.name} matches as well`,
        ...(hits.length > 0
          ? { consequence: `a ${sidecar.name} that ends with ${hits.join(' or ')} triggers ${action}` }
          : { severity: 'info' as const }),
      };
    }
  },
};
