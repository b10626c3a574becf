import { sayProbe } from '../catalog/advice/say-probe.ts';
import { firstReady, firstStart } from '../evidence/life-questions.ts';
import type { SubjectContainer, WorkloadSubject } from '../subject/workload-subject.ts';
import { mainsOf, sidecarsOf } from './containers-of.ts';
import { readyBefore } from './ready-before.ts';
import type { Found, Rule } from './rule.ts';
import { sayTime } from './say.ts';

export const noStartupProbe: Rule = {
  id: 'SC021',
  name: 'no-startup-probe',
  title: 'A native sidecar has nothing that holds the app until it has started',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'The kubelet goes on to the next container as soon as the process of the sidecar runs. Only a startup probe or a postStart hook makes it wait; readiness and liveness never do.',
  instead:
    'Add a startup probe with `periodSeconds: 1`. For sidecars of the catalog `outrigger migrate` adds the right one.',
  fixes: 'Adds the startup probe of the catalog, and the flags it needs.',
  sources: [
    'kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, computeInitContainerActions, v1.36.2',
  ],
  *check(subject) {
    for (const sidecar of sidecarsOf(subject)) {
      const { container, entry, name, path } = sidecar;
      if (container.startupProbe || container.lifecycle?.postStart || container.readinessProbe) continue;
      // One of which nothing is known may well be in nobody's way.
      if (entry && !entry.startupProbe) continue;
      const consequence = consequenceOf(subject, name);
      const found: Found = {
        path,
        container: name,
        message: `${name} has no startup probe`,
        ...(consequence !== undefined && { consequence }),
        ...(!entry && { severity: 'info' as const }),
        ...fixOf(sidecar),
      };
      yield found;
    }
  },
};

function consequenceOf(subject: WorkloadSubject, sidecar: string): string | undefined {
  const [app] = mainsOf(subject);
  if (!app) return undefined;
  const life = subject.evidence.play();
  const start = firstStart(life, app.name);
  const before = firstStart(life, sidecar);
  if (start === undefined || before === undefined || firstReady(life, sidecar) === undefined) return undefined;
  const when = start > before ? `${sayTime(start - before)} after` : 'together with';
  return `${app.name} is started ${when} the process of ${sidecar}, whether that serves yet or not`;
}

function fixOf({ container, entry, path }: SubjectContainer): Pick<Found, 'fix' | 'hint'> {
  const advice = entry?.startupProbe?.(container);
  if (!advice) return {};
  if (advice.byHand.length > 0) return { hint: [`probe: ${sayProbe(advice.probe)}`, ...advice.byHand].join('; ') };
  const { probe, missingArgs, changedArgs, missingEnv } = advice;
  // Arguments and environment are the migrator's to change.
  if (missingArgs.length + changedArgs.length + missingEnv.length > 0) {
    const needs = [
      ...missingArgs,
      ...changedArgs.map(({ value }) => value),
      ...missingEnv.map((env) => `${env.name}=${env.value}`),
    ];
    return { hint: `outrigger migrate adds it, with ${needs.join(' ')}` };
  }
  const value = readyBefore(probe);
  return {
    fix: {
      title: 'Add the startup probe of the catalog',
      isSafe: true,
      patch: [{ op: 'add', path: [...path, 'startupProbe'], value }],
    },
  };
}
