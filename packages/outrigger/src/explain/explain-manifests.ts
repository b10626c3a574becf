import type { Problem, Workload } from '@outrigger/manifest';
import { type Kubelet, readPod, type Timeline } from '@outrigger/pod';
import { chooseWorkloads } from '../input/choose-workloads.ts';
import { printProblems } from '../input/print-problems.ts';
import type { LifeFile } from '../input/read-life-file.ts';
import { readWorkloads } from '../input/read-workloads.ts';
import { resourceName } from '../input/resource-name.ts';
import type { FeatureGates } from '../kubelet/feature-gates.ts';
import { playBounded } from '../life/bounded-play.ts';
import { checkNames } from '../life/check-names.ts';
import { type LifeChanges, readLifeFlags } from '../life/life-flags.ts';
import { type MadeScenario, makeScenario } from '../life/make-scenario.ts';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { printExplanations } from './print-explanations.ts';

/** What was asked of `outrigger explain`. */
export interface ExplainRequest {
  readonly flags: ExplainFlags;
  readonly kubelet: Kubelet;
  readonly featureGates: FeatureGates;
}

/** One pod with its life as it was played. */
export interface Explanation extends MadeScenario {
  readonly workload: Workload;
  readonly kubelet: Kubelet;
  readonly timeline: Timeline;
}

/** Explains the pods of manifests; answers with the exit code: 2 when something in the inputs was wrong. */
export async function explainManifests(
  files: readonly string[],
  request: ExplainRequest,
  surroundings: Surroundings,
): Promise<0 | 2> {
  const { flags, kubelet } = request;
  const changes = readLifeFlags(flags);
  const { workloads, problems } = await readWorkloads(files, surroundings);
  const errors = printProblems(problems, surroundings, flags);
  if (workloads.length === 0) return 2;
  const chosen = chooseWorkloads(workloads, flags);
  if (flags.output === 'name') {
    for (const workload of chosen) surroundings.stdout.write(`${resourceName(workload)}\n`);
    return errors > 0 ? 2 : 0;
  }
  checkNames(
    changes,
    chosen.flatMap(({ pod }) => readPod(pod, kubelet).containers),
  );
  const life = flags.behaviour === undefined ? undefined : await readLife(flags.behaviour);
  if (Array.isArray(life)) {
    printProblems(life as readonly Problem[], surroundings, flags);
    return 2;
  }
  const explained = chosen.map((workload) =>
    explainOne(workload, { kubelet, changes, life: life as LifeFile | undefined }),
  );
  await printExplanations(explained, flags, surroundings);
  return errors > 0 ? 2 : 0;
}

async function readLife(file: string): Promise<LifeFile | readonly Problem[]> {
  const { readLifeFile } = await import('../input/read-life-file.ts');
  return readLifeFile(file);
}

interface ExplainOptions {
  readonly kubelet: Kubelet;
  readonly changes: LifeChanges;
  readonly life: LifeFile | undefined;
}

function explainOne(workload: Workload, { kubelet, changes, life }: ExplainOptions): Explanation {
  const { kind, name, pod } = workload;
  const made = makeScenario({ name: pod.metadata?.name ?? name, kind, pod, kubelet, changes, life });
  const played = made.played ? { ok: true as const, timeline: made.played } : playBounded(made.scenario, kubelet);
  if (!played.ok) throw new Failure(played.message, { code: 'too-much', hint: played.hint });
  return { ...made, workload, kubelet, timeline: played.timeline };
}
