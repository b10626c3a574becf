import type { Problem, Workload } from '@outrigger/manifest';
import type { Kubelet, LostField, Scenario, Timeline } from '@outrigger/pod';
import type { LifeFile } from '../input/read-life-file.ts';
import type { FeatureGates } from '../kubelet/feature-gates.ts';
import { admit, refusedByKubelet, refusedLife } from '../life/admit.ts';
import { playBounded } from '../life/bounded-play.ts';
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
  const made = makeScenario({ ...options, name, kind, pod, written });
  const refusal = refusedByKubelet(pod, kubelet, featureGates);
  const timeline = refusal
    ? refusedLife(made.scenario, kubelet, refusal)
    : (made.played ?? playIt(made.scenario, kubelet));
  const { scenario, assumptions } = made;
  const told = refusal ? [] : assumptions;
  return { explanation: { scenario, assumptions: told, workload, kubelet, timeline, lost }, problems };
}

function playIt(scenario: Scenario, kubelet: Kubelet): Timeline {
  const played = playBounded(scenario, kubelet);
  if (played.ok) return played.timeline;
  throw new Failure(played.message, { code: 'too-much', hint: played.hint });
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
