import { printJsonPatch } from '@outrigger/manifest';
import type { Surroundings } from '../world/surroundings.ts';
import type { MigratedFile } from './migrate-files.ts';

/** Prints one JSON patch per object: `{ apiVersion, kind, metadata, patch }` a line. */
export function printPatches(files: readonly MigratedFile[], { stdout }: Surroundings): void {
  for (const { migrations, overlays } of files) {
    const changes = [
      ...migrations.map(({ migration }) => ({ object: migration.workload.object, patch: migration.patch })),
      ...overlays,
    ];
    for (const { object, patch } of changes) {
      if (patch.length === 0) continue;
      const { apiVersion, kind, name, namespace } = object;
      const metadata = { name, ...(namespace !== undefined && { namespace }) };
      stdout.write(`${JSON.stringify({ apiVersion, kind, metadata, patch: printJsonPatch(patch) })}\n`);
    }
  }
}
