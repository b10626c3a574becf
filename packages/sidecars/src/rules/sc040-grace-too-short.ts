import { killed, lastEnd, stopBegan } from '../evidence/life-questions.ts';
import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const graceTooShort: Rule = {
  id: 'SC040',
  name: 'grace-too-short',
  title: 'The grace period is shorter than the stops that share it',
  group: 'lifetime',
  severity: 'warning',
  about: 'workload',
  why: 'App and sidecars are stopped one after another within one grace period. When it is over, every sidecar that is left gets SIGTERM at once and SIGKILL two seconds later.',
  instead: 'Set `terminationGracePeriodSeconds` to the sum of the stops.',
  sources: ['kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_termination_order.go, v1.36.2'],
  *check(subject) {
    if (sidecarsOf(subject).length === 0) return;
    const life = subject.evidence.play();
    const began = stopBegan(life);
    if (began === undefined) return;
    const grace = subject.workload.pod.spec?.terminationGracePeriodSeconds ?? 30;
    const ends = subject.containers.map(({ name }) => lastEnd(life, name) ?? began);
    if (Math.max(...ends) - began < grace * 1000) return;
    const victims = killed(life);
    yield {
      path: ['spec', 'terminationGracePeriodSeconds'],
      message: `the grace period of ${grace} s is over before all containers have ended`,
      consequence:
        victims.length > 0
          ? `${sayNames(victims)} ${victims.length === 1 ? 'is' : 'are'} killed`
          : 'what is left is told to end all at once, whatever the order',
    };
  },
};
