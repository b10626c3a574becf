import { dirname, join } from 'node:path';
import { parseValue, readTextOf } from '@outrigger/manifest';
import { type PatchEntry, patchEntries, type ReadPatch } from '@outrigger/sidecars';
import type { ReadFile } from './read-files.ts';

/** What the patches of all kustomizations among some files say; one that cannot be read is kustomize's to tell. */
export async function readPatches(files: readonly ReadFile[]): Promise<readonly ReadPatch[]> {
  const entries = files.flatMap(({ objects }) => objects.flatMap(patchEntries));
  const read: ReadPatch[] = [];
  for (const entry of entries) {
    const text = await textOf(entry);
    const parsed = text === undefined ? undefined : await parseValue(text, entry.file ?? entry.object.file);
    if (parsed?.ok) read.push({ ...entry, value: parsed.value });
  }
  return read;
}

async function textOf({ object, text, file }: PatchEntry): Promise<string | undefined> {
  if (file === undefined) return text;
  const result = await readTextOf(join(dirname(object.file), file));
  return result.ok ? result.text : undefined;
}
