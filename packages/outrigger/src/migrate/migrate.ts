import type { Workload } from '@outrigger/manifest';
import { readOwnEntries } from '../catalog/own-entries.ts';
import { printDiff } from '../change/print-diff.ts';
import { writeFiles } from '../change/write-files.ts';
import { chooseWorkloads } from '../input/choose-workloads.ts';
import { printProblems } from '../input/print-problems.ts';
import { type ReadFile, readFiles } from '../input/read-files.ts';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { askEach } from './ask-each.ts';
import type { MigrateFlags } from './flags.ts';
import { type MigratedFile, type MigrateRequest, migrateFiles } from './migrate-files.ts';
import { printPatches } from './print-patches.ts';
import { printReport } from './print-report.ts';
import { toDocument } from './to-document.ts';

/** Runs `outrigger migrate` and answers with its exit code. */
export async function migrate(
  paths: readonly string[],
  flags: MigrateFlags,
  surroundings: Surroundings,
): Promise<number> {
  const inputs = [...paths, ...(flags.filename ?? [])];
  checkFlags(inputs, flags);
  const kubelet = readKubelet({ kubelet: flags.kubelet, featureGates: {}, timing: 'nominal' });
  const sidecars = await readOwnEntries(flags.catalog);
  if (!sidecars.ok) {
    printProblems(sidecars.problems, surroundings, flags);
    return 2;
  }
  const files = await readFiles(inputs, surroundings);
  let errors = printProblems(
    files.flatMap(({ problems }) => problems),
    surroundings,
    flags,
  );
  const chosen = choose(files, flags);
  checkNames(chosen, flags);
  const request: MigrateRequest = {
    flags,
    version: kubelet.version,
    entries: sidecars.known.entries,
    chosen: (workload) => chosen.has(workload),
  };
  const agreed = flags.interactive ? await askEach(files, request, surroundings) : chosen;
  const migrated = await migrateFiles(files, { ...request, chosen: (workload) => agreed.has(workload) });
  errors += print(migrated, flags, surroundings);
  if (flags.write) errors += await writeFiles(migrated, surroundings);
  if (errors > 0) return 2;
  return flags.check && migrated.some(({ before, after }) => before !== after) ? 1 : 0;
}

function checkFlags(inputs: readonly string[], flags: MigrateFlags): void {
  if (inputs.length === 0) {
    throw new Failure('no file was named', {
      code: 'no-input',
      hint: 'outrigger migrate PATH; see outrigger migrate --help',
    });
  }
  if (flags.write && inputs.includes('-'))
    throw badFlag('--write', 'standard input is no file', 'print the result with --diff');
  if (flags.write && flags.check) throw badFlag('--check', 'it writes nothing', 'leave out --write');
}

/** The workloads that the flags mean; with no such flag, all. */
function choose(files: readonly ReadFile[], flags: MigrateFlags): ReadonlySet<Workload> {
  const all = files.flatMap(({ workloads }) => workloads);
  if (flags.namespace === undefined && flags.selector === undefined && flags.name === undefined) return new Set(all);
  return new Set(chooseWorkloads(all, flags));
}

/** A name that no container has is a slip, which would change nothing in silence. */
function checkNames(workloads: ReadonlySet<Workload>, { sidecar = [] }: MigrateFlags): void {
  if (workloads.size === 0) return;
  const names = new Set(
    [...workloads].flatMap(({ pod: { spec } }) =>
      [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name }) => name),
    ),
  );
  for (const name of sidecar)
    if (!names.has(name)) throw badFlag('--sidecar', `no container "${name}"`, hintFor(name, [...names]));
}

function print(files: readonly MigratedFile[], flags: MigrateFlags, surroundings: Surroundings): number {
  if (flags.output === 'json') surroundings.stdout.write(`${JSON.stringify(toDocument(files), null, 2)}\n`);
  else if (flags.jsonPatch) printPatches(files, surroundings);
  else if (!flags.write || flags.diff) printDiff(files, flags, surroundings);
  return printReport(files, flags, surroundings);
}
