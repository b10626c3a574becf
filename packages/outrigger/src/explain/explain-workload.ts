import type { Problem, Workload } from '@outrigger/manifest';
import type { Kubelet, LostField, Timeline } from '@outrigger/pod';
import type { LifeFile } from '../input/read-life-file.ts';
import type { FeatureGates } from '../kubelet/feature-gates.ts';
import { admit, refusedByKubelet, refusedLife } from '../life/admit.ts';
import { type Bounded, bounded, playBounded } from '../life/bounded-play.ts';
import { controllerPod } from '../life/controller-pod.ts';
import type { LifeChanges } from '../life/life-flags.ts';
import { type MadeScenario, makeScenario } from '../life/make-scenario.ts';
import { Failure } from '../world/failure.ts';
import { refusalProblems } from './refusal-problems.ts';

/** One pod with its life as it was played. */
export interface Explanation extends Pick<MadeScenario, 'scenario' | 'assumptions'> {
  readonly workload: Workload;
  readonly kubelet: Kubelet;
  readonly timeline: Timeline;
  /** What the API server takes out of the pod. */
  readonly lost: readonly LostField[];
}

/** How a pod is explained. */
export interface ExplainOptions {
  readonly kubelet: Kubelet;
  readonly featureGates: FeatureGates;
  readonly changes: LifeChanges;
  readonly life: LifeFile;
}

/** The life of a workload's pod; without it, why the API server refuses the pod. */
export function explainWorkload(
  workload: Workload,
  options: ExplainOptions,
): { readonly explanation?: Explanation; readonly problems: readonly Problem[] } {
  const { kubelet, featureGates } = options;
  const admission = admit(controllerPod(workload), kubelet.minor, featureGates);
  const { lost } = admission;
  const problems = [
    ...lost.map((field) => warningAbout(field, workload, kubelet)),
    ...refusalProblems(admission, workload),
  ];
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  const pod = admission.admitted ? admission.pod : controllerPod(workload);
  const { name, kind, pod: written } = workload;
  const made = orGivenUp(bounded(name, (decide) => makeScenario({ ...options, name, kind, pod, written, decide })));
  const refusal = refusedByKubelet(pod, kubelet, featureGates);
  const timeline = refusal
    ? refusedLife(made.scenario, kubelet, refusal)
    : (made.played ?? orGivenUp(playBounded(made.scenario, kubelet)));
  const { scenario, assumptions } = made;
  const told = refusal ? [] : assumptions;
  return { explanation: { scenario, assumptions: told, workload, kubelet, timeline, lost }, problems };
}

function orGivenUp<T>(result: Bounded<T>): T {
  if (result.ok) return result.made;
  throw new Failure(result.message, { code: 'too-much', hint: result.hint });
}

function at(workload: Workload, path: Problem['path'] & object): Pick<Problem, 'file' | 'path' | 'position'> {
  return { file: workload.object.file, path, position: workload.locate(path) };
}

function warningAbout({ field, path, cause }: LostField, workload: Workload, kubelet: Kubelet): Problem {
  const why =
    cause.type === 'disabled'
      ? `its feature gate ${cause.gate} is off`
      : cause.known
        ? `known from 1.${cause.known.from} on`
        : 'it is not known';
  const message = `${field}: Kubernetes 1.${kubelet.minor} drops this field (${why})`;
  return { ...at(workload, path), code: 'unknown-field', severity: 'warning', message };
}
