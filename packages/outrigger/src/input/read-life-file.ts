import { type Problem, readDocument, type TextLocator } from '@outrigger/manifest';
import { type Life, Reader, readLife } from '@outrigger/pod';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** What `--behaviour FILE` says: only what the file has. */
export type LifeFile = Partial<Life>;

/** What a file of `--behaviour` says and where, or what is wrong with it. */
export type ReadLifeFile =
  | {
      readonly ok: true;
      readonly life: LifeFile;
      /** It is a Scenario, whose pod may have containers that another has not. */
      readonly isScenario: boolean;
      readonly file: string;
      readonly locateKey: TextLocator['locateKey'];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads `behaviour`, `timeline` and `until` of a file; a whole Scenario will do, its pod is left aside. */
export async function readLifeFile(file: string, { stdin }: Surroundings): Promise<ReadLifeFile> {
  const document = await readDocument(file, file === '-' ? { stdin: stdin() } : {});
  if (!document.ok) return { ok: false, problems: document.problems.map(unlessUnopened) };
  const { value, locate, locateKey } = document;
  const reader = new Reader();
  const root = reader.map(value, []);
  reader.only(root, [], ['apiVersion', 'kind', 'metadata', 'description', 'pod', 'behaviour', 'timeline', 'until']);
  const life = readLife(reader, root, []);
  if (reader.problems.length > 0) {
    const problems = reader.problems.map(({ path, message }): Problem => {
      return { code: 'invalid-value', severity: 'error', message, file, path, position: locate(path) };
    });
    return { ok: false, problems };
  }
  const { until, ...rest } = life;
  const isScenario = root.kind === 'Scenario';
  return { ok: true, life: root.until === undefined ? rest : life, isScenario, file, locateKey };
}

/** A file that cannot even be opened is a wrong value of the flag, and throws; everything else has a place in the file. */
function unlessUnopened(problem: Problem): Problem {
  if (problem.code !== 'not-found' && problem.code !== 'unreadable') return problem;
  const why = problem.code === 'not-found' ? 'there is no such file' : problem.message;
  throw new Failure(`--behaviour ${problem.file}: ${why}`, { code: problem.code });
}
