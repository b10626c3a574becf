import { readGateways, readPoolFiles } from '@outrigger/inference';
import type { Problem } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { FoundObjects } from './found-objects.ts';

/** The objects of files; undefined when one of them cannot be used, which has been printed. */
export async function fromFiles(
  paths: readonly string[],
  { namespace = 'default' }: { readonly namespace?: string },
  surroundings: Surroundings,
): Promise<FoundObjects | undefined> {
  const files = await readPoolFiles(paths, { namespace, stdin: surroundings.stdin() });
  const problems: Problem[] = [...files.problems];
  const byValue = new Map(files.others.map((object) => [object.value as object, object]));
  const gateways = readGateways(
    [...files.others].map(({ value }) => value),
    namespace,
    (value, problem) => {
      const object = byValue.get(value);
      if (!object) throw new Error('a problem of an object that was not read');
      const { code, message, path } = problem;
      problems.push({ code, severity: 'error', message, file: object.file, path, position: object.locate(path) });
    },
  );
  const errors = printProblems(problems, surroundings, { color: 'auto' });
  return errors > 0 ? undefined : { ...gateways, objects: files.objects, pods: files.pods };
}
