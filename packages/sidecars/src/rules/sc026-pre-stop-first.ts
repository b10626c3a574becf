import { isInjected } from '../catalog/is-injected.ts';
import { lastEnd, preStopBegan, stopBegan } from '../evidence/life-questions.ts';
import { mainsOf, sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayTime } from './say.ts';

export const preStopFirst: Rule = {
  id: 'SC026',
  name: 'pre-stop-first',
  title: 'The preStop hook of a native sidecar ends its work while the app still works',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'All preStop hooks of a pod begin when it is deleted; only SIGTERM goes in order. A hook that drains, quits or revokes takes the sidecar away from an app that still answers its last requests.',
  instead: 'Do it on SIGTERM, which a native sidecar gets when the app has ended.',
  sources: [
    'kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer, v1.36.2',
    'istio/istio#51855',
  ],
  *check(subject) {
    for (const { container, name, path, entry } of sidecarsOf(subject)) {
      const hook = container.lifecycle?.preStop;
      if (!hook) continue;
      const words = hook.exec?.command?.join(' ') ?? hook.httpGet?.path ?? '';
      const ends = ENDS_WORK.exec(words)?.[0];
      // What only waits has a rule of its own where the sidecar is known: SC018.
      if (subject.hacks.some(({ kind, container: of }) => kind === 'delay-at-stop' && of === name)) continue;
      const isDelay = hook.sleep !== undefined || /^(?:\S*sh -c )?sleep [\d.]+$/.test(words.trim());
      if (ends === undefined && !isDelay) continue;
      const [app] = mainsOf(subject);
      const life = subject.evidence.play();
      const began = preStopBegan(life, name);
      const stopped = stopBegan(life);
      const end = app && lastEnd(life, app.name);
      const early = began !== undefined && stopped !== undefined && end !== undefined ? end - began : 0;
      yield {
        path: [...path, 'lifecycle', 'preStop'],
        container: name,
        message: isDelay
          ? `the preStop hook of ${name} waits, which the order of the stop makes superfluous`
          : `the preStop hook of ${name} (${ends}) begins when the pod is deleted, not when the app has ended`,
        ...((isDelay || isInjected(name, entry)) && { severity: 'info' as const }),
        ...(isInjected(name, entry) && {
          hint: 'its injector wrote it; Envoy before 1.34 tells the app to close its connections',
        }),
        ...(!isDelay && early > 0 && { consequence: `it begins ${sayTime(early)} before ${app?.name} has ended` }),
        ...(isDelay && {
          fix: {
            title: 'Take out the hook',
            isSafe: false,
            patch: [{ op: 'remove' as const, path: [...path, 'lifecycle', 'preStop'] }],
          },
        }),
      };
    }
  },
};

const ENDS_WORK = /drain|quitquitquit|\/shutdown|\bquit\b|revoke|pkill|killall|\bkill\b|\bstop\b/i;
