import { readFileSync, statSync } from 'node:fs';
import {
  checkObject,
  type Json,
  type KubernetesObject,
  type Problem,
  parseManifest,
  readTextOf,
} from '@outrigger/manifest';
import {
  applySuppressions,
  type CatalogEntry,
  type Finding,
  type KubeletRange,
  type Rule,
  type Suppressed,
  type SuppressedFinding,
  scanObject,
} from '@outrigger/sidecars';
import { asStray } from '../../input/as-stray.ts';
import { type Census, countWorkloads, emptyCensus } from '../census.ts';
import { languageOf, type ScanInput } from './list-inputs.ts';
import { relevantText } from './only-what-matters.ts';
import { scanConfigMap, scanScriptFile } from './scan-scripts.ts';
import { type SharedObject, shareObjects } from './share-objects.ts';
import { workloadsOf } from './workloads-of.ts';

/** What a scan of one file says: plain data, so that a worker can send it. */
export interface FileReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly complaints: Suppressed['complaints'];
  readonly problems: readonly Problem[];
  readonly census: Census;
  /** What objects of other files may be about. */
  readonly shared: readonly SharedObject[];
}

/** What to look for. */
export interface FileRequest {
  readonly rules: readonly Rule[];
  readonly kubelets: KubeletRange;
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
  /** Those among them that the user has defined, as data: a thread makes entries of them by itself. */
  readonly definitions?: readonly Json[];
}

/** Reads and scans one file; what is wrong with it is in the report. */
export async function scanFile(input: ScanInput, request: FileRequest): Promise<FileReport> {
  const read = readQuickly(input) ?? (await readTextOf(input.file));
  return read.ok ? scanText(read.text, input, request) : { ...empty(input.file), problems: [read.problem] };
}

/**
 * A found file of usual size and plain UTF-8, ten times as fast as with promises; undefined for every other, which is read
 * with all care.
 */
function readQuickly({ file, isNamed }: ScanInput): { readonly ok: true; readonly text: string } | undefined {
  if (isNamed) return undefined;
  try {
    if (statSync(file).size > USUAL_BYTES) return undefined;
    const text = readFileSync(file, 'utf8');
    return text.charCodeAt(0) === 0xfeff || /[\0\ufffd]/.test(text) ? undefined : { ok: true, text };
  } catch {
    return undefined;
  }
}

const USUAL_BYTES = 1024 * 1024;

/** Scans the text of a file. */
export async function scanText(text: string, input: ScanInput, request: FileRequest): Promise<FileReport> {
  const { file } = input;
  const { entries } = request;
  const language = languageOf(file, text);
  if (language)
    return settle(
      text,
      empty(file),
      scanScriptFile({ language, text, ...(entries && { entries }) }, file, request.rules),
    );
  if (!input.isNamed && !/\.(?:ya?ml|json)$/i.test(file)) return empty(file);
  const relevant = relevantText(text, input);
  if (relevant === '') return empty(file);
  const { objects, problems } = await parseManifest(relevant, file);
  const own = input.isNamed ? problems : problems.flatMap(asStray);
  const found: Finding[] = [];
  const troubles: Problem[] = [];
  for (const object of objects) {
    found.push(...scanConfigMap(object, relevant, request));
    const result = scanSafely(object, request);
    found.push(...result.findings);
    troubles.push(...result.problems);
  }
  const report = {
    ...empty(file),
    problems: [...own, ...troubles],
    census: countWorkloads(emptyCensus(), objects.flatMap(workloadsOf), request.entries),
    shared: shareObjects(objects, request),
  };
  return settle(text, report, found);
}

/** Fields of a wrong type are what the rules do not expect; whoever has them hears of those. */
function scanSafely(
  object: KubernetesObject,
  request: FileRequest,
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } {
  try {
    return { findings: scanObject(object, request), problems: [] };
  } catch (error) {
    const problems = checkObject(object).filter(({ severity }) => severity === 'error');
    if (problems.length === 0) throw error;
    return { findings: [], problems };
  }
}

function settle(text: string, report: FileReport, found: readonly Finding[]): FileReport {
  return { ...report, ...applySuppressions(text, found) };
}

function empty(file: string): FileReport {
  return { file, findings: [], suppressed: [], complaints: [], problems: [], census: emptyCensus(), shared: [] };
}
