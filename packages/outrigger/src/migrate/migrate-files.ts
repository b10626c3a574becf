import {
  checkEdit,
  editObject,
  type KubernetesObject,
  type Patch,
  type TextEdit,
  type Workload,
} from '@outrigger/manifest';
import {
  type CatalogEntry,
  type LeftInOverlay,
  leftInOverlays,
  type Migration,
  type Proof,
  planLegacy,
  planMigration,
  planOverlays,
  proveMigration,
} from '@outrigger/sidecars';
import type { ReadFile } from '../input/read-files.ts';
import { readPatches } from '../input/read-patches.ts';
import type { MigrateFlags } from './flags.ts';

/** One file before and after. */
export interface MigratedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly migrations: readonly ProvenMigration[];
  /** What was done to patches of other files' objects. */
  readonly overlays: readonly { readonly object: KubernetesObject; readonly title: string; readonly patch: Patch }[];
  /** What a person has to change in a kustomization. */
  readonly left: readonly LeftInOverlay[];
  /** What could not be edited; then the file stays as it is. */
  readonly refusals: readonly string[];
}

/** A migration, and what the engine says about it; no proof where nothing changes. */
export interface ProvenMigration {
  readonly migration: Migration;
  readonly proof?: Proof;
}

/** What to migrate, and by whose rules. */
export interface MigrateRequest {
  readonly flags: MigrateFlags;
  readonly version: string;
  /** The sidecars to know. */
  readonly entries: readonly CatalogEntry[];
  readonly chosen: (workload: Workload) => boolean;
}

/** Migrates the workloads of some files, and the patches among them that name what has moved. */
export async function migrateFiles(
  files: readonly ReadFile[],
  request: MigrateRequest,
): Promise<readonly MigratedFile[]> {
  const { flags, version, entries, chosen } = request;
  const options = {
    entries,
    ...(flags.sidecar && { sidecars: flags.sidecar }),
    ...(flags.injected && { injected: true }),
  };
  // Playing lives takes longer than all the rest.
  const isTold = !flags.quiet || flags.output === 'json';
  const plan = flags.to === 'legacy' ? planLegacy : planMigration;
  const planned = files.map((file) => ({
    file,
    migrations: file.workloads.filter(chosen).map((workload) => plan(workload, options)),
  }));
  const moving = planned.flatMap(({ migrations }) => migrations.filter(({ patch }) => patch.length > 0));
  const objects = files.flatMap((file) => file.objects);
  const overlays = flags.to === 'legacy' ? [] : planOverlays(objects, moving);
  const left = moving.length === 0 ? [] : leftInOverlays(await readPatches(files), moving, objects);
  const migrated: MigratedFile[] = [];
  for (const { file, migrations } of planned) {
    const own = overlays.filter(({ object }) => file.objects.includes(object));
    const changes = [
      ...migrations.map(({ workload, patch }) => ({ object: workload.object, patch })),
      ...own.map(({ object, patch }) => ({ object, patch })),
    ];
    const { after, refusals } = await edit(file, changes);
    migrated.push({
      file: file.file,
      before: file.text,
      after,
      refusals,
      overlays: own,
      left: left.filter(({ object }) => file.objects.includes(object)),
      migrations: migrations.map((migration) => {
        if (migration.patch.length === 0 || !isTold) return { migration };
        return { migration, proof: proveMigration(migration, { oldest: version, newest: version }) };
      }),
    });
  }
  return migrated;
}

interface Change {
  readonly object: KubernetesObject;
  readonly patch: Patch;
}

/** The edits of all objects at once; the edited file is read as a whole, and differs by exactly what was intended. */
async function edit(
  file: ReadFile,
  changes: readonly Change[],
): Promise<{ after: string; refusals: readonly string[] }> {
  const edits: TextEdit[] = [];
  const refusals: string[] = [];
  const intended = [...Map.groupBy(changes, ({ object }) => object)]
    .map(([object, ofObject]) => ({ object, patch: ofObject.flatMap(({ patch }) => patch) }))
    .filter(({ patch }) => patch.length > 0);
  for (const { object, patch } of intended) {
    const result = await editObject(file.text, object, patch);
    if (result.ok) edits.push(...result.edits);
    else {
      const { line } = object.locate([]);
      refusals.push(`${object.kind} ${object.name} (line ${line}): ${result.why} (${result.path.join('.')})`);
    }
  }
  if (intended.length === 0 || refusals.length > 0) return { after: file.text, refusals };
  const checked = await checkEdit(
    file.text,
    edits,
    intended.map(({ object, patch }) => ({ index: file.objects.indexOf(object), patch })),
  );
  if (checked.ok) return { after: checked.text, refusals };
  return { after: file.text, refusals: [`the edited text says something else than was meant: ${checked.why}`] };
}
