import { readFile } from 'node:fs/promises';
import {
  findWorkloads,
  type KubernetesObject,
  type Problem,
  parseManifest,
  readManifests,
  type Workload,
} from '@outrigger/manifest';
import type { Surroundings } from '../world/surroundings.ts';
import { asStray } from './as-stray.ts';

/** One input: its text, its objects, and what is wrong with it. */
export interface ReadFile {
  readonly file: string;
  readonly text: string;
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
  readonly problems: readonly Problem[];
}

/** Reads all inputs with their texts. */
export async function readFiles(paths: readonly string[], surroundings: Surroundings): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = [];
  for await (const file of streamFiles(paths, surroundings)) files.push(file);
  return files;
}

/** Reads inputs with their texts, each when it is asked for. One with an error has no objects: half of it is not what anybody meant. */
async function* streamFiles(paths: readonly string[], surroundings: Surroundings): AsyncGenerator<ReadFile> {
  for (const path of paths) {
    if (path === '-') {
      yield await fromText('-', await readAll(surroundings.stdin()));
      continue;
    }
    for await (const { file, objects, problems } of readManifests([path])) {
      const isNamed = file === path;
      const own = isNamed ? problems : problems.flatMap(asStray);
      if (own.length === 0 && objects.length === 0 && !isNamed) continue;
      // What is only a warning in a file that was found is no less unreadable.
      const isBad = problems.some(
        ({ code, severity }) => severity === 'error' && (isNamed || code !== 'not-kubernetes'),
      );
      const text = isBad ? '' : await readFile(file, 'utf8');
      yield { file, text, problems: own, ...(isBad ? NOTHING : contents(objects)) };
    }
  }
}

const NOTHING = { objects: [], workloads: [] } as const;

function contents(objects: readonly KubernetesObject[]): Pick<ReadFile, 'objects' | 'workloads'> {
  return { objects, workloads: objects.flatMap((object) => findWorkloads(object)) };
}

async function fromText(file: string, text: string): Promise<ReadFile> {
  const { objects, problems } = await parseManifest(text, file);
  const isBad = problems.some(({ severity }) => severity === 'error');
  return { file, text, problems, ...(isBad ? NOTHING : contents(objects)) };
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
