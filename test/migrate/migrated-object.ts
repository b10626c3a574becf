import { readFileSync } from 'node:fs';
import { applyPatch, findWorkloads, type Json, type KubernetesObject, parseManifest } from '@outrigger/manifest';
import { type LeftOver, type MigrationOptions, planMigration } from '@outrigger/sidecars';

/** What a migration makes of an object, and what it leaves to a person. */
export interface MigratedObject {
  readonly value: Json;
  readonly left: readonly LeftOver[];
}

/** The first object of a text after a migration. */
export async function migratedObject(text: string, options: MigrationOptions = {}): Promise<MigratedObject> {
  const object = await firstObject(text);
  const plans = findWorkloads(object).map((workload) => planMigration(workload, options));
  return {
    value: applyPatch(
      object.value,
      plans.flatMap(({ patch }) => patch),
    ),
    left: plans.flatMap(({ left }) => left),
  };
}

/** The same for a file. */
export function migratedFile(file: string, options?: MigrationOptions): Promise<MigratedObject> {
  return migratedObject(readFileSync(file, 'utf8'), options);
}

/** The first object of a text as it is. */
export async function firstObject(text: string): Promise<KubernetesObject> {
  const { objects } = await parseManifest(text, 'input.yaml');
  const [first] = objects;
  if (!first) throw new Error('the text holds no object');
  return first;
}
