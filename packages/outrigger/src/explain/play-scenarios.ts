import type { KubernetesObject, Problem } from '@outrigger/manifest';
import { type Kubelet, type Scenario, toRecording } from '@outrigger/pod';
import { printProblems } from '../input/print-problems.ts';
import { streamScenarios } from '../input/read-scenarios.ts';
import type { FeatureGates } from '../kubelet/feature-gates.ts';
import { admit, refusedByKubelet, refusedLife } from '../life/admit.ts';
import { playBounded } from '../life/bounded-play.ts';
import { withHandlers } from '../life/with-handlers.ts';
import type { ColorMode } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** How Scenarios are played. */
export interface PlayScenariosOptions {
  readonly kubelet: Kubelet;
  readonly featureGates: FeatureGates;
  readonly color: ColorMode;
}

/**
 * Plays every Scenario of the files and prints one recording per line, each as soon as it is played. What cannot be played
 * is reported on stderr and does not stop the rest. Answers with the exit code: 2 when something was bad.
 */
export async function playScenarios(
  files: readonly string[],
  { kubelet, featureGates, color }: PlayScenariosOptions,
  surroundings: Surroundings,
): Promise<0 | 2> {
  let bad = 0;
  const complain = (problems: readonly Problem[]) => {
    bad += printProblems(problems, surroundings, { color });
  };
  for await (const found of streamScenarios(files, surroundings)) {
    if ('problems' in found) complain(found.problems);
    else {
      const played = record(found.scenario, found.object, { kubelet, featureGates });
      if ('problems' in played) complain(played.problems);
      else
        surroundings.stdout.write(`${JSON.stringify(played.recording)}
`);
    }
  }
  return bad > 0 ? 2 : 0;
}

interface Complaints {
  readonly problems: readonly Problem[];
}

interface RecordOptions {
  readonly kubelet: Kubelet;
  readonly featureGates: FeatureGates;
}

/** A Scenario is given to a 1.36 API server, as the golden ones were, and then to the kubelet. */
function record(
  scenario: Scenario,
  object: KubernetesObject,
  { kubelet, featureGates }: RecordOptions,
): { readonly recording: object } | Complaints {
  const admission = admit(withHandlers(scenario.pod), API_SERVER_MINOR, {});
  if (!admission.admitted) return { recording: refusedRecording(scenario, kubelet, admission.message) };
  const refusal = refusedByKubelet(admission.pod, kubelet, featureGates);
  if (refusal) return { recording: toRecording(refusedLife(scenario, kubelet, refusal)) };
  const played = playBounded(scenario, kubelet);
  if (played.ok) return { recording: toRecording(played.made) };
  const { message, hint } = played;
  const position = object.locate(['until']);
  return { problems: [{ code: 'invalid-value', severity: 'error', message, hint, file: object.file, position }] };
}

const API_SERVER_MINOR = 36;

function refusedRecording({ name }: Scenario, { version }: Kubelet, refused: string): object {
  return { scenario: name, kubelet: `v${version}`, observedFor: 0, refused, log: [], status: [], events: [] };
}
