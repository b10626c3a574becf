import { type Assumption, assumeBehaviour } from '@outrigger/pod';
import { helpersOf } from '../evidence/helpers-of.ts';
import { finishes, firstStart, lastEnd } from '../evidence/life-questions.ts';
import { appsOf, mainsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayNames } from './say.ts';

export const endlessCompanion: Rule = {
  id: 'SC002',
  name: 'endless-companion',
  title: 'A second container keeps a Job from completing',
  group: 'legacy',
  severity: 'error',
  about: 'workload',
  why: 'A pod that is meant to finish has finished only when all of its ordinary containers have. A helper that runs for ever keeps it running for ever.',
  instead:
    'Make the helper a native sidecar: it is stopped when the last ordinary container has ended, and its exit code does not count.',
  fixes: '`outrigger migrate --sidecar NAME` moves it.',
  sources: ['kubernetes/kubernetes pkg/kubelet/kubelet_pods.go, getPhase, v1.36.2'],
  *check(subject) {
    const mains = mainsOf(subject);
    if (!subject.isMeantToFinish || mains.length < 2) return;
    // Those that are known are told by SC001.
    const unknown = appsOf(subject);
    const life = subject.evidence.play();
    if (finishes(life)) return;
    const ended = mains.filter(({ name }) => lastEnd(life, name) !== undefined).map(({ name }) => name);
    if (ended.length === 0) return;
    const { assumptions } = assumeBehaviour(subject.workload.pod, {
      kind: subject.workload.kind,
      helpers: helpersOf(subject),
    });
    for (const { name, path } of unknown) {
      if (firstStart(life, name) === undefined || lastEnd(life, name) !== undefined) continue;
      yield {
        path,
        container: name,
        message: `${name} does not end when ${sayNames(ended)} ${ended.length === 1 ? 'has' : 'have'} ended`,
        consequence: subject.workload.job ? 'the Job never completes' : 'the pod never completes',
        // Its name says that it serves others; its command does not say that it never ends.
        ...(isAssumed(assumptions, name) && { severity: 'warning' as const }),
        hint: `outrigger migrate --sidecar ${name}`,
      };
    }
  },
};

function isAssumed(assumptions: readonly Assumption[], name: string): boolean {
  return assumptions.some(
    ({ container, what, because }) => container === name && what === 'run' && because === 'assumed',
  );
}
