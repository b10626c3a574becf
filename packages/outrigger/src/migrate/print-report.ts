import { wrap } from '@outrigger/pod';
import type { LeftInOverlay } from '@outrigger/sidecars';
import { resourceName } from '../input/resource-name.ts';
import { printable } from '../world/printable.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { MigrateFlags } from './flags.ts';
import type { MigratedFile, ProvenMigration } from './migrate-files.ts';

/** Says on stderr what changes for each pod and what is left for a person; answers with how much could not be done. */
export function printReport(
  files: readonly MigratedFile[],
  flags: Pick<MigrateFlags, 'quiet'>,
  { stderr, env }: Surroundings,
): number {
  const width = widthOf(undefined, env, stderr);
  const say = (text: string) => stderr.write(`${printable(text, false)}\n`);
  let refused = 0;
  for (const { file, migrations, overlays, left, refusals } of files) {
    for (const refusal of refusals) say(`error: ${file}: ${refusal}; the file stays as it is`);
    refused += refusals.length;
    if (flags.quiet || refusals.length > 0) continue;
    for (const each of migrations) for (const line of linesOf(file, each, width)) say(line);
    for (const { object, title } of overlays) say(`${object.kind.toLowerCase()}/${object.name} (${file}): ${title}`);
    for (const each of left) for (const line of leftLines(each, width)) say(line);
  }
  if (!flags.quiet) say(sumOf(files));
  return refused;
}

function linesOf(file: string, { migration, proof }: ProvenMigration, width: number): readonly string[] {
  const { workload, steps, left } = migration;
  if (steps.length === 0 && left.length === 0) return [];
  const rows: (readonly [string, string])[] = [
    ...steps.map(({ title }) => ['do', title] as const),
    ...(proof ? [['life', proof.comparison.summary] as const] : []),
    ...(proof?.comparison.differences ?? [])
      .filter(({ kind }) => kind !== 'kind')
      .map(({ what, a, b }) => ['', `${what}: ${a} → ${b}`] as const),
    ...(proof?.resources ?? []).map(
      ({ what, resource, before, after }) =>
        [what, `${resource} ${before} → ${after}, also for a ResourceQuota`] as const,
    ),
    ...(proof && proof.qos[0] !== proof.qos[1] ? [['class', `${proof.qos[0]} → ${proof.qos[1]}`] as const] : []),
    ...(proof?.needs ?? []).map(({ version, because }) => ['needs', `Kubernetes ${version}: ${because}`] as const),
    ...left.map(({ kind, message }) => [WORDS[kind], message] as const),
  ];
  return [`${resourceName(workload)} (${file})`, ...rows.flatMap(([word, text]) => row(word, text, width)), ''];
}

function leftLines({ object, path, file, message }: LeftInOverlay, width: number): readonly string[] {
  const { line } = object.locate(path);
  const place = `${object.file}:${line}${file === undefined ? '' : ` (${file})`}`;
  return row(WORDS.person, `${place}: ${message}`, width);
}

const WORDS = { propose: 'ask', refuse: 'not', person: 'you' } as const;

function row(word: string, text: string, width: number): readonly string[] {
  return wrap(text, Math.max(20, width - 11)).map((line, i) => `  ${(i === 0 ? word : '').padEnd(8)} ${line}`);
}

function sumOf(files: readonly MigratedFile[]): string {
  const changed = files.filter(({ before, after }) => before !== after).length;
  const workloads = files.flatMap(({ migrations }) => migrations);
  const native = workloads.filter(({ migration }) => migration.steps.length > 0).length;
  if (changed === 0) return `nothing to change in ${count(workloads.length, 'workload')}`;
  return `${count(native, 'workload')} of ${workloads.length} to change, in ${count(changed, 'file')}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
