import { printPatch } from '../change/print-patch.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { MigratedFile } from './migrate-files.ts';

/** Prints one JSON patch per object. */
export function printPatches(files: readonly MigratedFile[], surroundings: Surroundings): void {
  for (const { migrations, overlays } of files) {
    for (const { migration } of migrations) printPatch(migration.workload.object, migration.patch, surroundings);
    for (const { object, patch } of overlays) printPatch(object, patch, surroundings);
  }
}
