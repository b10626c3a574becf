import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { MIGRATE_FLAGS } from '../../packages/outrigger/src/migrate/flags.ts';
import { flagTables } from './flag-tables.ts';

test('docs/commands/migrate.md shows the flags of the command (-u writes it anew)', async () => {
  const page = `# outrigger migrate

Makes legacy sidecars native: moves them to the init containers with \`restartPolicy: Always\`, gives them the startup probe that holds
the app, and takes out what only made up for the missing order – wait loops, quit calls, terminators. Sidecars that are native
already get the startup probe they lack. Bytes outside of an edit never change; comments travel with what they belong to.

\`\`\`sh
# What would change?
outrigger migrate deploy/
# Change the files
outrigger migrate deploy/ --write
# One workload after another, with a question each
outrigger migrate deploy/ --interactive --write
# A container that nobody knows is the sidecar
outrigger migrate job.yaml --sidecar log-tailer
# For a running object
outrigger migrate web.yaml --json-patch
# Back again, for a cluster before 1.29
outrigger migrate deploy/ --to legacy --write
\`\`\`

## What it changes, and what it does not

- Sidecars of the catalog, where nothing speaks against it. Others are proposed: \`--sidecar NAME\` moves them.
- A sidecar comes last among the init containers: nothing that ran without it so far has to wait for it, and no init container
  runs beside it, which would raise what the pod requests. A mesh proxy comes right behind the init container that sets up its network.
- What an injector has written is left alone, unless \`--injected\` asks for it; the report says what to change at the injector. With
  \`--injected\` the result is, object for object, what the injectors of Istio and Linkerd write in native mode;
  [where the two differ, and how it was checked](../migrate-vendors.md).
- \`terminationGracePeriodSeconds\` is never changed; the report shows how long the stop takes before and after.
- kustomize: an overlay that patches a moved container by name has its entry moved along, when it is among the files. A patch of a
  kustomization that finds containers by index, or by name in the list that they have left, is told with its new place, and is yours.
- What cannot be edited without changing other places (anchors, merges) is refused, and the file stays as it is.

\`--interactive\` shows the change of one workload at a time and asks: yes, no, all that follow, quit. With \`--write\` what was agreed to is
written; without it, it is printed.

After every edit the text is read again and has to differ by exactly the intended change, or nothing is written. Files are replaced as
a whole; one that somebody changed in the meantime is left alone.

## The proof

On stderr, per workload: what is done, how the life of the pod changes (played by the engine before and after: start, readiness, stop,
end), what changes in effective requests and limits – which a ResourceQuota counts –, the QoS class, the Kubernetes versions needed, and
what is left for a person. \`-o json\` prints plan and proof for programs.

## Flags

${flagTables(MIGRATE_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | done, or nothing to do |
| 1 | \`--check\`, and there is something to change |
| 2 | wrong use, or input that cannot be read or changed |
| 130 | interrupted |
`;
  await expect(page).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/migrate.md'));
});
