import { mainsOf, sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const lastInitGatesRestart: Rule = {
  id: 'SC044',
  name: 'last-init-gates-restart',
  title: 'When everything crashes together, the app waits for the sidecar\u2019s back-off',
  group: 'lifetime',
  severity: 'info',
  about: 'workload',
  why: 'When all ordinary containers have ended and the last init container is a sidecar that is down or not started, the app is not restarted before that sidecar has started again. After an ordinary init container at the end, it is.',
  instead:
    'Know it; a liveness probe that restarts the sidecar together with the app makes both wait up to five minutes.',
  sources: [
    'kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, HasAnyRegularContainerStarted and computeInitContainerActions, v1.36.2',
  ],
  *check(subject) {
    const last = subject.containers.findLast(({ kind }) => kind !== 'main');
    if (last?.kind !== 'sidecar' || !last.container.livenessProbe || !last.container.startupProbe) return;
    const apps = mainsOf(subject);
    if (
      subject.isMeantToFinish ||
      !apps.some(({ container }) => container.livenessProbe) ||
      sidecarsOf(subject).length === 0
    )
      return;
    yield {
      path: last.path,
      container: last.name,
      message: `${last.name} is the last init container: a crashed app waits until it has started again`,
      consequence: 'the app\u2019s restart can be put off by the back-off of the sidecar, up to 5 min',
    };
  },
};
