import type { Workload } from '@outrigger/manifest';
import { type Kubelet, readPod } from '@outrigger/pod';
import { chooseWorkloads } from '../input/choose-workloads.ts';
import { printProblems } from '../input/print-problems.ts';
import type { ReadLifeFile } from '../input/read-life-file.ts';
import { readWorkloads } from '../input/read-workloads.ts';
import { resourceName } from '../input/resource-name.ts';
import type { FeatureGates } from '../kubelet/feature-gates.ts';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import { checkNames } from '../life/check-names.ts';
import { readLifeFlags } from '../life/life-flags.ts';
import { strangers } from '../life/strangers.ts';
import { badFlag } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { type Explanation, explainWorkload } from './explain-workload.ts';
import { printExplanations } from './print-explanations.ts';

/** What was asked of `outrigger explain`. */
export interface ExplainRequest {
  readonly flags: ExplainFlags;
  readonly kubelet: Kubelet;
  readonly featureGates: FeatureGates;
}

/** Explains the pods of manifests; answers with the exit code: 2 when something in the inputs was wrong. */
export async function explainManifests(
  files: readonly string[],
  request: ExplainRequest,
  surroundings: Surroundings,
): Promise<0 | 2> {
  const { flags, kubelet, featureGates } = request;
  const changes = readLifeFlags(flags);
  const given = flags.behaviour === undefined ? undefined : await readLife(flags.behaviour, surroundings);
  if (given?.ok === false) {
    printProblems(given.problems, surroundings, flags);
    return 2;
  }
  const { workloads, problems } = await readWorkloads(files, surroundings);
  let errors = printProblems(problems, surroundings, flags);
  if (workloads.length === 0) return 2;
  const chosen = chooseWorkloads(workloads, flags);
  if (flags.output === 'name') {
    for (const workload of chosen) surroundings.stdout.write(`${resourceName(workload)}\n`);
    return errors > 0 ? 2 : 0;
  }
  const containers = chosen.flatMap(({ pod }) => readPod(pod, kubelet).containers);
  checkNames(changes, containers);
  if (given) printProblems(strangers(given, containers), surroundings, flags);
  const life = given?.life ?? {};
  const explain: Explain = (workload, under) => {
    const result = explainWorkload(workload, { kubelet: under, featureGates, changes, life });
    errors += printProblems(result.problems, surroundings, flags);
    return result.explanation;
  };
  const explained = chosen.flatMap((workload) => explain(workload, kubelet) ?? []);
  if (flags.compare === undefined) await printExplanations(explained, flags, surroundings);
  else await printCompared(explained, { ...request, compare: flags.compare, explain }, surroundings);
  return errors > 0 ? 2 : 0;
}

type Explain = (workload: Workload, under: Kubelet) => Explanation | undefined;

async function printCompared(
  explained: readonly Explanation[],
  request: ExplainRequest & { readonly compare: string; readonly explain: Explain },
  surroundings: Surroundings,
): Promise<void> {
  const { flags, featureGates, kubelet, compare, explain } = request;
  if (flags.output === 'svg' || flags.output === 'events') {
    throw badFlag('--compare', `-o ${flags.output} shows one life`, 'use text, story, html, json or yaml');
  }
  const timing = kubelet.timing.mode === 'kubelet' ? 'kubelet' : 'nominal';
  const other = compare === 'legacy' ? undefined : readKubelet({ ...flags, kubelet: compare, featureGates, timing });
  const { compareLegacy, compareVersions } = await import('./compare-explanation.ts');
  const { printComparisons } = await import('./output/print-comparison.ts');
  const compared = explained.flatMap((explanation) => {
    if (!other) return compareLegacy(explanation);
    const second = explain(explanation.workload, other);
    return second ? compareVersions(explanation, second) : [];
  });
  await printComparisons(compared, flags, surroundings);
}

async function readLife(file: string, surroundings: Surroundings): Promise<ReadLifeFile> {
  const { readLifeFile } = await import('../input/read-life-file.ts');
  return readLifeFile(file, surroundings);
}
