import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GateName, isGateName, readScenario, type Scenario } from '@outrigger/pod';
import { parseAllDocuments } from 'yaml';
import { VERBS } from './expectations.ts';
import { fillTemplate, type Values } from './fill-template.ts';
import { duration } from './moments.ts';
import { STATUS_VERBS } from './status-expectations.ts';

/** One of upstream's cases, told anew: a Scenario, and what must become of it. */
export interface UpstreamCase {
  /** A sentence about behaviour. */
  readonly name: string;
  /** Upstream's file, its text, and the version it was read at. */
  readonly mirrors: string;
  readonly scenario: Scenario;
  readonly hasSidecar: boolean;
  readonly versions: readonly string[];
  readonly gates: Readonly<Partial<Record<GateName, boolean>>>;
  /** The kubelet's configuration: its longest wait between restarts, in ms. */
  readonly maxContainerRestartPeriod: number | undefined;
  readonly expectations: readonly Expectation[];
}

/** Something expected in some versions. */
export interface Expectation {
  readonly verb: string;
  readonly wanted: unknown;
  readonly holdsFor: (version: string) => boolean;
}

/** Reads every case of a folder, in the order of its files. */
export function readCases(folder: string): readonly UpstreamCase[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => readFile(file, readFileSync(join(folder, file), 'utf8')));
}

/** The versions that play every case unless it says otherwise. */
const VERSIONS: readonly string[] = ['1.29.2', '1.33.13', '1.35.3', '1.36.2'];

const SCENARIO_FIELDS = ['pod', 'behaviour', 'timeline', 'until'];
const KUBELET_FIELDS = ['since', 'versions', 'gates', 'maxContainerRestartPeriod'];
const BLOCK_FIELDS = ['source', 'for', 'as', 'let', 'cases', ...KUBELET_FIELDS, ...SCENARIO_FIELDS];
const RANGE_FIELDS = ['since', 'before', 'except'];

/** The first document of a file says what its blocks have in common; each other one is a block. */
function readFile(file: string, text: string): readonly UpstreamCase[] {
  const documents = parseAllDocuments(text, { merge: true }).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file}: ${error.message}`);
    return document.toJS({ maxAliasCount: -1 }) as Values;
  });
  const [shared = {}, ...blocks] = documents;
  return blocks.flatMap((block) => readBlock(file, { ...shared, ...block }));
}

/** A block holds one Scenario, or one per entry of `for` and of `as`, and the cases about it. */
function readBlock(file: string, block: Values): readonly UpstreamCase[] {
  only(file, block, BLOCK_FIELDS);
  const { let: shared = {}, for: rows = [{}], as: columns = [{}], ...template } = block;
  const entries = (rows as readonly Values[]).flatMap((row) =>
    (columns as readonly Values[]).map((column) => ({ ...(shared as Values), ...row, ...column })),
  );
  return entries.flatMap((entry) => {
    const { pod, behaviour, timeline, until, cases, ...rest } = fillTemplate(template, entry) as Values;
    const scenario = scenarioOf(file, { pod, behaviour, timeline, until });
    return (cases as readonly Values[]).map((one) => readCase(file, { ...rest, ...one }, scenario));
  });
}

function readCase(file: string, one: Values, scenario: Scenario): UpstreamCase {
  only(file, one, ['name', 'mirrors', 'expect', 'source', ...KUBELET_FIELDS]);
  const { name, mirrors, expect, source, since, versions, gates, maxContainerRestartPeriod } = one;
  const where = `${file}: ${String(name)}`;
  return {
    name: String(name),
    mirrors: `${String(source)} ${JSON.stringify(mirrors)} at v1.36.2`,
    scenario,
    hasSidecar: (scenario.pod.spec?.initContainers ?? []).some((c) => c.restartPolicy === 'Always'),
    versions: ((versions ?? VERSIONS) as readonly string[]).filter((v) => !isOlder(v, String(since ?? '1.27'))),
    gates: gatesOf(where, (gates ?? {}) as Values),
    maxContainerRestartPeriod:
      maxContainerRestartPeriod === undefined ? undefined : duration(String(maxContainerRestartPeriod)),
    expectations: (expect as readonly Values[]).flatMap((item) => readExpectations(where, item)),
  };
}

function scenarioOf(file: string, body: Values): Scenario {
  const read = readScenario({ ...body, metadata: { name: 'upstream-case' } });
  if (read.ok) return read.scenario;
  throw new Error(`${file}: ${read.problems.map((p) => `${p.path.join('.')}: ${p.message}`).join('; ')}`);
}

function gatesOf(where: string, gates: Values): UpstreamCase['gates'] {
  for (const name of Object.keys(gates)) if (!isGateName(name)) throw new Error(`${where}: no gate "${name}"`);
  return gates as UpstreamCase['gates'];
}

/** One item may hold several expectations, and for which versions they are: `since`, `before`, `except: [from, to]`. */
function readExpectations(where: string, item: Values): readonly Expectation[] {
  const { since = '1.27', before = '1.99', except = ['1.99', '1.99'] } = item;
  const [from, to] = except as readonly [string, string];
  const holdsFor = (version: string) =>
    !isOlder(version, String(since)) &&
    isOlder(version, String(before)) &&
    (isOlder(version, from) || !isOlder(version, to));
  return Object.entries(item).flatMap(([verb, wanted]) => {
    if (RANGE_FIELDS.includes(verb)) return [];
    if (!(verb in VERBS) && !(verb in STATUS_VERBS)) throw new Error(`${where}: nothing is known of "${verb}"`);
    return [{ verb, wanted, holdsFor }];
  });
}

function isOlder(a: string, b: string): boolean {
  // YAML reads an unquoted 1.30 as the number 1.3.
  for (const version of [a, b]) if (!/^1\.\d\d(\.\d+)?$/.test(version)) throw new Error(`"${version}" is no version`);
  const [, minorA = 0, patchA = 0] = a.split('.').map(Number);
  const [, minorB = 0, patchB = 0] = b.split('.').map(Number);
  return minorA < minorB || (minorA === minorB && patchA < patchB);
}

function only(file: string, map: Values, known: readonly string[]): void {
  for (const key of Object.keys(map)) if (!known.includes(key)) throw new Error(`${file}: unknown field "${key}"`);
}
