import { withTemplateDefaults } from '../rules/pod-template.ts';
import type { JobSpec } from './validate-job-spec.ts';

/** What a Job says for itself (SetDefaults_Job in pkg/apis/batch/v1/defaults.go@1.36). */
export function withJobDefaults(spec: JobSpec): JobSpec {
  const isSingle = spec.completions === undefined && spec.parallelism === undefined;
  return {
    ...withConditionDefaults(withTemplateDefaults(spec)),
    ...(isSingle && { completions: 1 }),
    parallelism: spec.parallelism ?? 1,
    backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : 2147483647),
    completionMode: spec.completionMode ?? 'NonIndexed',
    suspend: spec.suspend ?? false,
    podReplacementPolicy: spec.podReplacementPolicy ?? (spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'),
    manualSelector: spec.manualSelector ?? false,
  };
}

/** What a Job in a CronJob's template says for itself: nothing is filled in but its pods and its policy. */
export function withJobTemplateDefaults(spec: JobSpec): JobSpec {
  return withConditionDefaults(withTemplateDefaults(spec));
}

function withConditionDefaults(spec: JobSpec): JobSpec {
  const { podFailurePolicy } = spec;
  if (!podFailurePolicy?.rules) return spec;
  const rules = podFailurePolicy.rules.map((rule) => ({
    ...rule,
    ...(rule.onPodConditions && {
      onPodConditions: rule.onPodConditions.map((pattern) => ({ ...pattern, status: pattern.status || 'True' })),
    }),
  }));
  return { ...spec, podFailurePolicy: { ...podFailurePolicy, rules } };
}
