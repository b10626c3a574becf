import { readFileSync } from 'node:fs';
import type { Problem } from '@outrigger/manifest';
import { type Life, Reader, readLife } from '@outrigger/pod';
import { Failure } from '../world/failure.ts';
import { readYamlDocument } from './read-yaml-document.ts';

/** What `--behaviour FILE` says: only what the file has. */
export type LifeFile = Partial<Life>;

/** Reads `behaviour`, `timeline` and `until` of a file; a whole Scenario will do, its pod is left aside. */
export function readLifeFile(file: string): LifeFile | readonly Problem[] {
  const document = readYamlDocument(readText(file), file);
  if (!('locate' in document)) return [document];
  const reader = new Reader();
  const root = reader.map(document.value, []);
  reader.only(root, [], ['apiVersion', 'kind', 'metadata', 'description', 'pod', 'behaviour', 'timeline', 'until']);
  const life = readLife(reader, root, []);
  if (reader.problems.length > 0) {
    return reader.problems.map(({ path, message }): Problem => {
      return { code: 'invalid-value', severity: 'error', message, file, path, position: document.locate(path) };
    });
  }
  const { until, ...rest } = life;
  return root.until === undefined ? rest : { ...rest, until };
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'there is no such file' : (cause as Error).message;
    throw new Failure(`--behaviour ${file}: ${why}`, { code: missing ? 'not-found' : 'unreadable', cause });
  }
}
