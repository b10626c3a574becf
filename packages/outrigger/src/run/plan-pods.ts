import { createHash } from 'node:crypto';
import type { Problem, Workload } from '@outrigger/manifest';
import type { Kubelet } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { admit, refusedByKubelet } from '../life/admit.ts';
import { controllerPod } from '../life/controller-pod.ts';

/** A pod to be run, as the API server would have stored it. */
export interface PlannedPod {
  readonly workload: Workload;
  readonly namespace: string;
  readonly name: string;
  readonly pod: IPod;
}

/** The pods of a workload: each list is run one pod after another, the lists side by side. */
export interface PlannedWorkload {
  readonly workload: Workload;
  readonly lanes: readonly (readonly PlannedPod[])[];
}

/** What pods a workload asks for; without them, why the API server or the kubelet would refuse them. */
export function planPods(
  workload: Workload,
  { kubelet, replicas }: { readonly kubelet: Kubelet; readonly replicas: number | undefined },
): { readonly planned: PlannedWorkload; readonly problems: readonly Problem[] } {
  const names = namesOf(workload, replicas);
  const problems: Problem[] = [];
  const planned = names.map((lane) =>
    lane.flatMap((name): PlannedPod[] => {
      const asked = controllerPod(workload);
      const pod = { ...asked, metadata: { ...asked.metadata, name } };
      const admission = admit(pod, kubelet.minor, {});
      if (!admission.admitted) {
        problems.push(
          ...admission.reasons.map(({ path, message }): Problem => {
            const { file } = workload.object;
            return { code: 'invalid-value', severity: 'error', message, file, path, position: workload.locate(path) };
          }),
        );
        return [];
      }
      const refusal = refusedByKubelet(admission.pod, kubelet, {});
      if (refusal) {
        const { file } = workload.object;
        const position = workload.locate(['spec']);
        const message = `the kubelet refuses this pod: ${refusal.message}`;
        problems.push({ code: 'invalid-value', severity: 'error', message, file, path: ['spec'], position });
        return [];
      }
      const stored = admission.pod as IPod;
      return [{ workload, name, namespace: stored.metadata?.namespace ?? 'default', pod: stored }];
    }),
  );
  // Pods of one workload are refused for the same reasons.
  return {
    planned: { workload, lanes: planned },
    problems: problems.slice(0, problems.length / Math.max(1, names.flat().length)),
  };
}

/** Names as the controllers give them, lane by lane. */
function namesOf(workload: Workload, replicas: number | undefined): readonly (readonly string[])[] {
  const { kind, name, job } = workload;
  const base = name === '' ? 'pod' : name;
  if (kind === 'Pod') return replicas === undefined ? [[base]] : numbered(replicas, (n) => [`${base}-${n}`]);
  if (job) {
    const parallelism = replicas ?? job.parallelism ?? 1;
    const completions = job.completions ?? parallelism;
    const all = numbered(completions, (n) => `${base}-${suffix(base, n)}`);
    // A Job's pods come one after another, so many at a time.
    return numbered(Math.min(parallelism, completions), (lane) => all.filter((_, n) => n % parallelism === lane));
  }
  const count = replicas ?? workload.replicas ?? 1;
  if (kind === 'StatefulSet') return numbered(count, (n) => [`${base}-${n}`]);
  return numbered(count, (n) => [`${base}-${suffix(base, n)}`]);
}

function numbered<T>(count: number, of: (n: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, n) => of(n));
}

/** Five letters as controllers make them up; the same for the same pod, so that it is found again. */
function suffix(name: string, n: number): string {
  const bytes = createHash('sha256').update(`${name}/${n}`).digest();
  return [...bytes.subarray(0, 5)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Without vowels and what looks like them, so that no word comes out (apimachinery/pkg/util/rand, v1.36.2). */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
