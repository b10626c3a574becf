import type { Finding } from '@outrigger/sidecars';
import { allRules, DEFAULT_RANGE, readKubeletRange } from '@outrigger/sidecars';
import { readOwnEntries } from '../catalog/own-entries.ts';
import { printProblems } from '../input/print-problems.ts';
import { namesCluster } from '../live/cluster-flags.ts';
import { inputOfCluster, WORKLOADS } from '../live/input-of-cluster.ts';
import { badFlag } from '../world/failure.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { readBaseline, withoutKnown, writeBaseline } from './baseline.ts';
import { chooseRules } from './choose-rules.ts';
import type { ScanFlags } from './flags.ts';
import { outputsOf, printReports } from './print-reports.ts';
import { explainRule } from './report/explain-rule.ts';
import { listRules } from './report/list-rules.ts';
import { scanInputs } from './scan-inputs.ts';
import { writeReport } from './write-report.ts';

/** Runs `outrigger scan` and answers with its exit code. */
export async function scan(paths: readonly string[], flags: ScanFlags, surroundings: Surroundings): Promise<number> {
  const rules = chooseRules(allRules(), flags);
  if (flags.listRules) {
    surroundings.stdout.write(listRules(rules));
    return 0;
  }
  if (flags.explain !== undefined) {
    const asked = chooseRules(allRules(), { select: [flags.explain] }, '--explain');
    const width = widthOf(undefined, surroundings.env, surroundings.stdout);
    surroundings.stdout.write(asked.map((rule) => explainRule(rule, width)).join('\n'));
    return 0;
  }
  const outputs = outputsOf(flags.output ?? ['table']);
  const kubelets = readKubeletRange(flags.kubelet);
  if (!kubelets)
    throw badFlag(
      '--kubelet',
      `"${flags.kubelet}" is no version or range`,
      `such as ${DEFAULT_RANGE.newest} or 1.29-1.33`,
    );
  const sidecars = await readOwnEntries(flags.catalog);
  if (!sidecars.ok) {
    printProblems(sidecars.problems, surroundings, flags);
    return 2;
  }
  const known = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
  const named = [...paths, ...(flags.filename ?? [])];
  const isLive = namesCluster(flags);
  const inputs = isLive ? [...named, '-'] : named.length > 0 ? named : ['.'];
  const from = isLive
    ? await inputOfCluster({ kinds: WORKLOADS, withOwned: false }, flags, surroundings)
    : surroundings;
  const result = await scanInputs(inputs, { rules, kubelets, ...sidecars.known, flags }, from);
  if (flags.writeBaseline !== undefined) writeReport(flags.writeBaseline, writeBaseline(result.findings));
  const findings = known ? withoutKnown(result.findings, known) : result.findings;
  await printReports(outputs, { ...result, findings, rules }, { flags, surroundings });
  if (result.errors > 0) return 2;
  return findings.some((finding) => isAtLeast(finding, flags.failLevel)) ? 1 : 0;
}

const LEVELS = ['info', 'warning', 'error'] as const;

function isAtLeast({ severity }: Finding, level: ScanFlags['failLevel']): boolean {
  return level !== 'none' && LEVELS.indexOf(severity) >= LEVELS.indexOf(level);
}
