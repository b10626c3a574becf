import { type KubernetesObject, type Problem, readManifests } from '@outrigger/manifest';
import { readScenario, type Scenario } from '@outrigger/pod';
import type { Surroundings } from '../world/surroundings.ts';

/** A Scenario and the object it was read from. */
export interface FoundScenario {
  readonly scenario: Scenario;
  readonly object: KubernetesObject;
}

/** The Scenarios of files, in their order, as they are read; and what is wrong with the others. */
export async function* streamScenarios(
  files: readonly string[],
  { stdin }: Pick<Surroundings, 'stdin'>,
): AsyncGenerator<FoundScenario | { readonly problems: readonly Problem[] }> {
  for await (const { file, objects, problems } of readManifests(files, { stdin: lazily(stdin) })) {
    if (problems.length > 0) yield { problems };
    if (objects.length === 0 && problems.length === 0) {
      yield { problems: [{ code: 'no-manifests', severity: 'error', message: 'the file holds no Scenario', file }] };
    }
    for (const object of objects) {
      const read = readObject(object);
      yield 'problems' in read ? read : { ...read, object };
    }
  }
}

/** All Scenarios of files. */
export async function readScenarios(
  files: readonly string[],
  surroundings: Pick<Surroundings, 'stdin'>,
): Promise<{ readonly scenarios: readonly Scenario[]; readonly problems: readonly Problem[] }> {
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  for await (const found of streamScenarios(files, surroundings)) {
    if ('problems' in found) problems.push(...found.problems);
    else scenarios.push(found.scenario);
  }
  return { scenarios, problems };
}

function readObject(
  object: KubernetesObject,
): { readonly scenario: Scenario } | { readonly problems: readonly Problem[] } {
  const { file } = object;
  if (object.kind !== 'Scenario' || !object.apiVersion.startsWith('outrigger.dev/')) {
    const message = `${object.kind} ${object.name} is no Scenario (apiVersion outrigger.dev/v1alpha1)`;
    const hint = 'leave out --scenario for the pods of manifests';
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
