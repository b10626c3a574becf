import { type KubernetesObject, type Problem, readManifests } from '@outrigger/manifest';
import { type Kubelet, readScenario, type Scenario, toRecording } from '@outrigger/pod';
import { printProblems } from '../input/print-problems.ts';
import { playBounded } from '../life/bounded-play.ts';
import type { ColorMode } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** How Scenarios are played. */
export interface PlayScenariosOptions {
  readonly kubelet: Kubelet;
  readonly color: ColorMode;
}

/**
 * Plays every Scenario of the files and prints one recording per line, each as soon as it is played. What cannot be played
 * is reported on stderr and does not stop the rest. Answers with the exit code: 2 when something was bad.
 */
export async function playScenarios(
  files: readonly string[],
  { kubelet, color }: PlayScenariosOptions,
  surroundings: Surroundings,
): Promise<0 | 2> {
  let bad = 0;
  let found = 0;
  const complain = (problems: readonly Problem[]) => {
    bad += printProblems(problems, surroundings, { color });
  };
  for await (const { file, objects, problems } of readManifests(files, { stdin: lazily(surroundings.stdin) })) {
    complain(problems);
    found += objects.length;
    if (objects.length === 0 && problems.length === 0) {
      complain([{ code: 'no-manifests', severity: 'error', message: 'the file holds no Scenario', file }]);
    }
    for (const object of objects) {
      const read = readObject(object);
      const played = 'problems' in read ? read : record(read.scenario, object, kubelet);
      if ('problems' in played) complain(played.problems);
      else surroundings.stdout.write(`${JSON.stringify(played.recording)}\n`);
    }
  }
  return bad > 0 ? 2 : 0;
}

interface Complaints {
  readonly problems: readonly Problem[];
}

function record(
  scenario: Scenario,
  object: KubernetesObject,
  kubelet: Kubelet,
): { readonly recording: object } | Complaints {
  const played = playBounded(scenario, kubelet);
  if (played.ok) return { recording: toRecording(played.timeline) };
  const { message, hint } = played;
  const position = object.locate(['until']);
  return { problems: [{ code: 'invalid-value', severity: 'error', message, hint, file: object.file, position }] };
}

function readObject(object: KubernetesObject): { readonly scenario: Scenario } | Complaints {
  const { file } = object;
  if (object.kind !== 'Scenario' || !object.apiVersion.startsWith('outrigger.dev/')) {
    const message = `${object.kind} ${object.name} is no Scenario (apiVersion outrigger.dev/v1alpha1)`;
    const hint = 'leave out --scenario to explain the pods of manifests';
    const position = object.locate(['kind']);
    return { problems: [{ code: 'unknown-kind', severity: 'error', message, hint, file, position }] };
  }
  const read = readScenario(object.value);
  if (read.ok) return { scenario: read.scenario };
  return {
    problems: read.problems.map(({ path, message }): Problem => {
      return { code: 'invalid-value', severity: 'error', message, file, path, position: object.locate(path) };
    }),
  };
}

/** Standard input is opened by the file `-` only. */
async function* lazily(stdin: Surroundings['stdin']): AsyncGenerator<Uint8Array> {
  yield* stdin();
}
