import type { KubernetesObject } from '@outrigger/manifest';
import {
  applySuppressions,
  type Finding,
  type KubeletRange,
  mattersToOthers,
  type Rule,
  scanObject,
  scanTogether,
} from '@outrigger/sidecars';
import { printProblems } from '../input/print-problems.ts';
import { type ReadFile, streamFiles } from '../input/read-files.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { type Census, countWorkloads, emptyCensus } from './census.ts';
import type { ScanFlags } from './flags.ts';
import { startProgress } from './progress.ts';

/** What a scan has found. */
export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly suppressed: number;
  readonly census: Census;
  /** Inputs that could not be read. */
  readonly errors: number;
}

/** What to look for. */
export interface ScanRequest {
  readonly rules: readonly Rule[];
  readonly kubelets: KubeletRange;
  readonly flags: ScanFlags;
}

/** Scans file after file; of each only its findings are kept, and the objects that others may be about. */
export async function scanInputs(
  inputs: readonly string[],
  request: ScanRequest,
  surroundings: Surroundings,
): Promise<ScanResult> {
  const { rules, kubelets, flags } = request;
  const options = { rules, kubelets };
  const findings: Finding[] = [];
  const kept: KubernetesObject[] = [];
  const texts = new Map<string, string>();
  const progress = startProgress(surroundings);
  let census = emptyCensus();
  let errors = 0;
  let suppressed = 0;
  for await (const file of streamFiles(inputs, surroundings)) {
    progress.step();
    errors += printProblems(file.problems, surroundings, flags);
    const found = file.objects.flatMap((object) => scanObject(object, options));
    const settled = settle(file, found, request, surroundings);
    findings.push(...settled.findings);
    suppressed += settled.suppressed.length;
    census = countWorkloads(census, file.workloads);
    for (const object of file.objects) {
      if (!mattersToOthers(object, options)) continue;
      kept.push(object);
      if (file.text.includes('outrigger')) texts.set(file.file, file.text);
    }
  }
  progress.end();
  const together = scanTogether(kept, options);
  const left = together.filter(
    (finding) => applySuppressions(texts.get(finding.file) ?? '', [finding]).findings.length > 0,
  );
  return { findings: [...findings, ...left], suppressed: suppressed + together.length - left.length, census, errors };
}

function settle(file: ReadFile, found: readonly Finding[], { flags }: ScanRequest, { stderr }: Surroundings) {
  const settled = applySuppressions(file.text, found);
  for (const { line, message, isUnused } of settled.complaints) {
    if (!isUnused || flags.reportUnusedSuppressions) stderr.write(`warning: ${file.file}:${line}: ${message}\n`);
  }
  return settled;
}
