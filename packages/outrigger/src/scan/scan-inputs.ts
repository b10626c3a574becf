import type { Problem } from '@outrigger/manifest';
import type { Finding, Suppressed, SuppressedFinding } from '@outrigger/sidecars';
import { printProblems } from '../input/print-problems.ts';
import { readStdinText } from '../input/read-stdin.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { type SharedIn, scanAcrossFiles } from './across-files.ts';
import { addCensus, type Census, emptyCensus } from './census.ts';
import { listInputs } from './file/list-inputs.ts';
import { type FileReport, type FileRequest, scanFile, scanText } from './file/scan-file.ts';
import type { ScanFlags } from './flags.ts';
import { MANY, scanMany } from './many/scan-many.ts';
import { startProgress } from './progress.ts';

/** What a scan has found. */
export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly census: Census;
  /** Inputs that could not be read. */
  readonly errors: number;
}

/** What to look for. */
export interface ScanRequest extends FileRequest {
  readonly flags: ScanFlags;
}

/** Scans every file, many of them in threads; of each only its findings are kept, and the objects that others may be about. */
export async function scanInputs(
  paths: readonly string[],
  request: ScanRequest,
  surroundings: Surroundings,
): Promise<ScanResult> {
  const { inputs, problems } = await listInputs(paths);
  const reports = new Array<FileReport>(inputs.length);
  const texts = new Map<string, string>();
  const progress = startProgress(surroundings, inputs.length);
  const each = (report: FileReport, index: number) => {
    reports[index] = report;
    progress.step();
  };
  if (inputs.length >= MANY && !inputs.some(({ file }) => file === '-')) await scanMany(inputs, request, each);
  else {
    for (const [index, input] of inputs.entries()) {
      if (input.file !== '-') each(await scanFile(input, request), index);
      else {
        const text = await readStdinText(surroundings);
        texts.set('-', text);
        each(await scanText(text, input, request), index);
      }
    }
  }
  progress.end();
  const shared = reports.flatMap(({ file, shared: objects }, index) =>
    objects.map((object): SharedIn => {
      const text = texts.get(file);
      return { file, isNamed: inputs[index]?.isNamed === true, ...(text !== undefined && { text }), object };
    }),
  );
  const across = await scanAcrossFiles(shared, request);
  return conclude(reports, { across, problems, request, surroundings });
}

function conclude(
  reports: readonly FileReport[],
  rest: {
    readonly across: ReadonlyMap<string, Suppressed>;
    readonly problems: readonly Problem[];
    readonly request: ScanRequest;
    readonly surroundings: Surroundings;
  },
): ScanResult {
  const { across, request, surroundings } = rest;
  const problems = [...rest.problems, ...reports.flatMap((report) => report.problems)];
  const errors = printProblems(problems, surroundings, request.flags);
  for (const report of reports) complain(report, across.get(report.file), { request, surroundings });
  return {
    findings: reports.flatMap(({ file, findings }) => [...findings, ...(across.get(file)?.findings ?? [])]),
    suppressed: reports.flatMap(({ file, suppressed }) => [...suppressed, ...(across.get(file)?.suppressed ?? [])]),
    census: reports.map(({ census }) => census).reduce(addCensus, emptyCensus()),
    errors,
  };
}

/** A suppression is unused if neither the findings of its file nor those across files needed it. */
function complain(
  { file, complaints }: FileReport,
  across: Suppressed | undefined,
  { request, surroundings }: { readonly request: ScanRequest; readonly surroundings: Surroundings },
): void {
  for (const { line, message, isUnused } of complaints) {
    if (isUnused && !request.flags.reportUnusedSuppressions) continue;
    if (isUnused && across && !across.complaints.some((other) => other.line === line)) continue;
    surroundings.stderr.write(`warning: ${file}:${line}: ${message}\n`);
  }
}
