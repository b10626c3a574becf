import type { ObjectsSubject } from '../subject/objects-subject.ts';
import { listAt, textAt } from './field-at.ts';
import type { FoundInObject, Rule } from './rule.ts';

export const metricsMissSidecars: Rule = {
  id: 'SC073',
  name: 'metrics-miss-sidecars',
  title: 'A Prometheus rule does not see native sidecars',
  group: 'nearby',
  severity: 'info',
  about: 'objects',
  why: 'kube-state-metrics puts init containers, native sidecars among them, into metrics of their own (`kube_pod_init_container_…`): requests look too low, and a sidecar in a crash loop alerts nobody.',
  instead: '`outrigger metrics rewrite` adds the sidecars by the join that leaves ordinary init containers out.',
  sources: ['kubernetes/kube-state-metrics#2436, #2729'],
  check: (subject) => [...expressions(subject)],
};

function* expressions({ objects, workloads }: ObjectsSubject): Iterable<FoundInObject> {
  const hasSidecars = workloads.some(({ containers }) => containers.some(({ kind }) => kind === 'sidecar'));
  if (!hasSidecars) return;
  for (const [index, object] of objects.entries()) {
    if (object.kind !== 'PrometheusRule') continue;
    for (const [group, groupValue] of listAt(object, ['spec', 'groups']).entries()) {
      for (const [rule, ruleValue] of rulesOf(groupValue).entries()) {
        const expr = textAt(ruleValue, ['expr']) ?? '';
        const metric = METRIC.exec(expr)?.[0];
        if (metric === undefined || expr.includes('kube_pod_init_container')) continue;
        const name = textAt(ruleValue, ['alert']) ?? textAt(ruleValue, ['record']) ?? `rule ${rule}`;
        yield {
          object: index,
          path: ['spec', 'groups', group, 'rules', rule, 'expr'],
          message: `${name} asks ${metric}, where native sidecars are not`,
        };
      }
    }
  }
}

function rulesOf(group: unknown): readonly unknown[] {
  const { rules } = (group ?? {}) as { readonly rules?: unknown };
  return Array.isArray(rules) ? rules : [];
}

const METRIC =
  /\bkube_pod_container_(?:resource_(?:requests|limits)|status_(?:restarts_total|ready|waiting_reason|last_terminated_reason|running|terminated_reason)|info)\b/;
