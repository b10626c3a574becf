import { checkObject, type Problem, type Workload } from '@outrigger/manifest';
import { chooseWorkloads } from '../input/choose-workloads.ts';
import { printProblems } from '../input/print-problems.ts';
import { type ReadFile, readFiles } from '../input/read-files.ts';
import { unknownKind } from '../input/unknown-kind.ts';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { BACKGROUND, detach } from './detach.ts';
import type { RunFlags } from './flags.ts';
import { type CommandOf, commandOf, readImageCommands } from './image-commands.ts';
import { materialProblems } from './material-problems.ts';
import { RUNNABLE_KINDS } from './plan/controlled-object.ts';
import { type PlannedWorkload, planWorkload } from './plan/plan-workload.ts';
import { processProblems } from './process-problems.ts';
import { stateRoot } from './state-root.ts';

/** Runs `outrigger run` and answers with its exit code. */
export async function run(paths: readonly string[], flags: RunFlags, surroundings: Surroundings): Promise<number> {
  const inputs = [...paths, ...(flags.filename ?? [])];
  if (flags.scenario) {
    if (inputs.length > 0) throw badFlag('--scenario', 'a Scenario brings its own pod', 'leave out the manifests');
    const { actScenarios } = await import('./act-scenarios.ts');
    return actScenarios(flags.scenario, flags, surroundings);
  }
  if (inputs.length === 0) {
    throw new Failure('no file was named', { code: 'no-input', hint: 'outrigger run PATH; see outrigger run --help' });
  }
  if (flags.dryRun) return explainInstead(inputs, flags, surroundings);
  const kubelet = readKubelet({ kubelet: flags.kubelet, featureGates: {}, timing: 'nominal' });
  const images = await readImageCommands(flags);
  const files = await readFiles(inputs, surroundings);
  const unread = files.flatMap((file) => [...file.problems, ...materialProblems(file.objects)]);
  if (files.every(({ workloads }) => workloads.length === 0) && printProblems(unread, surroundings, flags) > 0)
    return 2;
  const chosen = choose(files, flags);
  const checked = [
    ...new Set(chosen.map(({ object }) => object)).values().flatMap((object) => checkObject(object)),
    ...chosen
      .filter(isMisnamed)
      .map(({ object }) => unknownKind(object, { kinds: RUNNABLE_KINDS, hint: 'see kubectl api-resources' })),
  ];
  const isReadable = [...unread, ...checked].every(({ severity }) => severity !== 'error');
  // What is written wrong would be said again in the words of whoever gets it.
  const plans = isReadable ? chosen.map((each) => planWorkload(each, { kubelet, replicas: flags.replicas })) : [];
  const workloads = plans.flatMap((plan) => ('workload' in plan ? plan : []));
  const problems = [
    ...unread,
    ...checked,
    ...plans.flatMap((plan) => ('workload' in plan ? [] : plan)),
    ...(flags.driver === 'process' ? workloads.flatMap((each) => unfit(each, commandOf(images))) : []),
    ...(await refused(workloads)),
  ];
  if (printProblems(problems, surroundings, flags) > 0) return 2;
  const objects = files.flatMap((file) => file.objects.map(({ value }) => value));
  const root = stateRoot(flags.state, surroundings.env);
  const request = { root, flags, objects, images, workloads };
  if (flags.detach && surroundings.env[BACKGROUND] === undefined) return detach(request, inputs, surroundings);
  const { runInForeground } = await import('./run-in-foreground.ts');
  return runInForeground(request, surroundings);
}

/** Groups without a dot are Kubernetes' own, and it has no such kind. */
function isMisnamed({ apiVersion, isBuiltin }: Workload): boolean {
  return !isBuiltin && !apiVersion.includes('.');
}

function unfit({ workload, pod }: PlannedWorkload, commands: CommandOf): readonly Problem[] {
  return processProblems(workload, { pod, commandOf: commands, uid: process.getuid?.() });
}

/** Who runs pods alone does without an API server. */
async function refused(workloads: readonly PlannedWorkload[]): Promise<readonly Problem[]> {
  const objects = workloads.flatMap(({ controlled }) => controlled ?? []);
  if (objects.length === 0) return [];
  const { findRefusals } = await import('./controlled/find-refusals.ts');
  return findRefusals(objects);
}

function choose(files: readonly ReadFile[], flags: RunFlags): readonly Workload[] {
  const all = files.flatMap(({ workloads }) => workloads);
  if (all.length === 0) {
    throw new Failure('no pod among the objects', { code: 'not-found', hint: 'name manifests of pods or workloads' });
  }
  return chooseWorkloads(all, flags);
}

async function explainInstead(inputs: readonly string[], flags: RunFlags, surroundings: Surroundings): Promise<number> {
  const { runProgram } = await import('../command-line/program.ts');
  const { namespace, selector, name = [], kubelet } = flags;
  const passed = [
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ...(selector === undefined ? [] : ['--selector', selector]),
    ...name.flatMap((each) => ['--name', each]),
    ...['--kubelet', kubelet, '--color', flags.color],
    ...(flags.width === undefined ? [] : ['--width', String(flags.width)]),
  ];
  return runProgram(['node', 'outrigger', 'explain', ...inputs, ...passed], surroundings);
}
