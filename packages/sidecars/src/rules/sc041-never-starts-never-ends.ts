import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const neverStartsNeverEnds: Rule = {
  id: 'SC041',
  name: 'never-starts-never-ends',
  title: 'A pod that is meant to finish has no deadline, and waits for a sidecar',
  group: 'lifetime',
  severity: 'info',
  about: 'workload',
  why: 'A sidecar is restarted under every policy, also Never. One whose startup probe never succeeds keeps the pod Pending for ever: it neither fails nor counts against `backoffLimit`.',
  instead: 'Set `activeDeadlineSeconds` on the Job or the pod.',
  sources: ['kubernetes/kubernetes#120234'],
  *check(subject) {
    if (!subject.isMeantToFinish) return;
    const { job, pod } = subject.workload;
    if (job?.activeDeadlineSeconds !== undefined || pod.spec?.activeDeadlineSeconds !== undefined) return;
    const gate = sidecarsOf(subject).find(({ container }) => container.startupProbe);
    if (!gate) return;
    yield {
      path: ['spec'],
      container: gate.name,
      message: `nothing ends this pod when ${gate.name} never starts`,
      consequence: 'it stays Pending for ever, and the Job neither fails nor retries',
    };
  },
};
