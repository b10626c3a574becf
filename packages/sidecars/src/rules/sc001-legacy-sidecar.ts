import { isInjected } from '../catalog/is-injected.ts';
import { finishes, firstReady, firstStart, lastEnd, outlives } from '../evidence/life-questions.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';
import { asNative } from './as-native.ts';
import { appsOf, legacySidecarsOf, mainsOf } from './containers-of.ts';
import type { Found, Rule } from './rule.ts';
import { sayNames, sayTime } from './say.ts';

export const legacySidecar: Rule = {
  id: 'SC001',
  name: 'legacy-sidecar',
  title: 'A known sidecar runs as an ordinary container',
  group: 'legacy',
  severity: 'warning',
  about: 'workload',
  why: 'Ordinary containers start at the same time and are stopped at the same time: the app runs before its sidecar is ready, loses it while it still answers its last requests, and a Job never ends while the sidecar runs on.',
  instead:
    'Declare it in `initContainers` with `restartPolicy: Always` and a startup probe: `outrigger migrate` does so and proves what changes.',
  fixes: '`outrigger migrate` moves it.',
  sources: ['kubernetes/enhancements keps/sig-node/753-sidecar-containers'],
  *check(subject) {
    // What an injector puts there is changed at the injector: SC005.
    for (const { name, entry, path } of legacySidecarsOf(subject)) {
      if (!entry || entry.move.when === 'never' || isInjected(name, entry)) continue;
      const consequence = consequenceOf(subject, name);
      const found: Found = {
        path,
        container: name,
        message: `${name} (${entry.title}) runs as an ordinary container`,
        ...(consequence !== undefined && { consequence: consequence.text }),
        ...(entry.move.when === 'ask' && { severity: 'info' as const, hint: entry.move.because }),
        ...(consequence?.isFatal && { severity: 'error' as const }),
      };
      yield found;
    }
  },
};

/** What the engine sees happen for want of an order; undefined where nothing does. */
export function consequenceOf(
  { workload, evidence, ...subject }: WorkloadSubject,
  sidecar: string,
): { readonly text: string; readonly isFatal?: true } | undefined {
  const life = evidence.play();
  if (subject.isMeantToFinish && !finishes(life)) {
    // Several may run on; the pod completes when all of them are native.
    const mains = mainsOf({ workload, evidence, ...subject }).map(({ name }) => name);
    const ended = mains.filter((name) => lastEnd(life, name) !== undefined);
    const running = mains.filter((name) => !ended.includes(name));
    if (
      ended.length > 0 &&
      running.includes(sidecar) &&
      finishes(evidence.playChanged(asNative(workload.pod, running)))
    ) {
      const text = `the pod never completes: ${sidecar} runs on when ${sayNames(ended)} ${ended.length === 1 ? 'has' : 'have'} ended`;
      // Processes are shared for a reason, and a script of an image or a ConfigMap may kill it unseen.
      return workload.pod.spec?.shareProcessNamespace
        ? { text: `${text}, unless another container kills it` }
        : { text, isFatal: true };
    }
  }
  const [app] = appsOf({ workload, evidence, ...subject }).map(({ name }) => name);
  if (app === undefined) return undefined;
  const alone = outlives(life, app, sidecar);
  if (alone > 0) return { text: `${app} runs ${sayTime(alone)} without ${sidecar} at shutdown` };
  const start = firstStart(life, app);
  const ready = firstReady(life, sidecar);
  if (start !== undefined && ready !== undefined && ready > start) {
    return { text: `${app} starts ${sayTime(ready - start)} before ${sidecar} is ready` };
  }
  return { text: `nothing makes ${app} wait for ${sidecar}` };
}
