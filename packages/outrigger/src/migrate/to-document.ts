import { printJsonPatch } from '@outrigger/manifest';
import type { MigratedFile, ProvenMigration } from './migrate-files.ts';

/** Plan and proof for programs. */
export function toDocument(files: readonly MigratedFile[]): object {
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Migration',
    files: files.map(({ file, before, after, migrations, overlays, left, refusals }) => ({
      file,
      changed: before !== after,
      workloads: migrations.map(toWorkload),
      overlays: overlays.map(({ object, title, patch }) => ({
        kind: object.kind,
        name: object.name,
        title,
        patch: printJsonPatch(patch),
      })),
      left: left.map(({ object, path, file: patchFile, message }) => ({
        line: object.locate(path).line,
        ...(patchFile !== undefined && { patch: patchFile }),
        message,
      })),
      refusals,
    })),
  };
}

function toWorkload({ migration, proof }: ProvenMigration): object {
  const { workload, steps, patch, left } = migration;
  const { apiVersion, kind, name, namespace } = workload;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    steps: steps.map(({ title, container }) => ({ title, ...(container !== undefined && { container }) })),
    patch: printJsonPatch(patch),
    left,
    ...(proof && {
      proof: {
        summary: proof.comparison.summary,
        differences: proof.comparison.differences.map(({ what, a, b }) => ({ what, before: a, after: b })),
        resources: proof.resources,
        qos: { before: proof.qos[0], after: proof.qos[1] },
        needs: proof.needs,
      },
    }),
  };
}
