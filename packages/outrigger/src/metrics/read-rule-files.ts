import {
  findWorkloads,
  type Json,
  type KubernetesObject,
  type Path,
  type Problem,
  parseManifest,
  parseValue,
  readManifests,
  readTextOf,
  type TextLocator,
  type Workload,
} from '@outrigger/manifest';
import { asStray } from '../input/as-stray.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** A file that may hold rules, as objects of Kubernetes or as Prometheus itself reads them. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
  readonly holders: readonly RuleHolder[];
}

/** A value with `groups` of rules, and where it is in its document. */
export interface RuleHolder extends TextLocator {
  readonly groups: Json;
  /** Where what has the groups is: `spec` of an object, nothing in a rule file. */
  readonly base: Path;
  readonly value: Json;
  /** Absent for a file of Prometheus' own. */
  readonly object?: KubernetesObject;
}

/** Reads inputs; files below a directory that hold neither rules nor objects are passed over. */
export async function readRuleFiles(
  paths: readonly string[],
  surroundings: Surroundings,
): Promise<readonly RuleFile[]> {
  const files: RuleFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      files.push(await readOne('-', true, surroundings));
      continue;
    }
    for await (const { file, problems } of readManifests([path])) {
      const isNamed = file === path;
      const isUnreadable = problems.some((problem) => isError(problem) && !isForeign(problem));
      const read = isUnreadable
        ? { ...EMPTY, file, problems: isNamed ? problems : problems.flatMap(asStray) }
        : await readOne(file, isNamed, surroundings);
      if (isNamed || read.problems.length > 0 || read.objects.length > 0 || read.holders.length > 0) files.push(read);
    }
  }
  return files;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** What lies about in a directory beside manifests is none of ours; in a file that was named it is a mistake. */
function isForeign({ code }: Problem): boolean {
  return code === 'not-kubernetes';
}

const EMPTY = { text: '', problems: [], objects: [], workloads: [], holders: [] } as const;

async function readOne(file: string, isNamed: boolean, { stdin }: Surroundings): Promise<RuleFile> {
  const read = await readTextOf(file, file === '-' ? { stdin: stdin() } : {});
  if (!read.ok) return { ...EMPTY, file, problems: [read.problem] };
  const { text } = read;
  const { objects, problems: all } = await parseManifest(text, file);
  const problems = all.filter((problem) => isNamed || !isForeign(problem));
  if (objects.length === 0) {
    const own = await readOwnRules(text, file);
    if (own) return { ...EMPTY, file, text, holders: [own] };
  }
  if (problems.some(isError)) return { ...EMPTY, file, problems };
  const workloads = objects.flatMap((object) => findWorkloads(object));
  return { file, text, problems, objects, workloads, holders: objects.flatMap(holderOf) };
}

/** A file as `rule_files` of Prometheus names it. */
async function readOwnRules(text: string, file: string): Promise<RuleHolder | undefined> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok || !isMap(parsed.value) || !Array.isArray(parsed.value.groups)) return undefined;
  return { ...parsed, groups: parsed.value, base: [] };
}

/** Whatever kind has rules in the shape of a PrometheusRule: VMRule, Rules and ClusterRules of Google's operator. */
function holderOf(object: KubernetesObject): readonly RuleHolder[] {
  const { spec } = object.value;
  if (!isMap(spec) || !Array.isArray(spec.groups)) return [];
  const { value, locate, locateKey } = object;
  return [{ groups: spec, base: ['spec'], value, object, locate, locateKey }];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
