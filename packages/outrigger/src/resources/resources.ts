import { checkObject, type KubernetesObject, type Problem, type Workload } from '@outrigger/manifest';
import {
  type KubectlRules,
  type Kubelet,
  kubectlRulesFor,
  parseVersion,
  podResources,
  resourceRulesFor,
} from '@outrigger/pod';
import { chooseWorkloads } from '../input/choose-workloads.ts';
import { printProblems } from '../input/print-problems.ts';
import { readFiles } from '../input/read-files.ts';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import { namesCluster } from '../live/cluster-flags.ts';
import { inputOfCluster } from '../live/input-of-cluster.ts';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { accountFor } from './account.ts';
import type { ResourceFlags } from './flags.ts';
import { printAccount } from './print-account.ts';

/** Runs `outrigger resources` and answers with its exit code. */
export async function resources(
  paths: readonly string[],
  flags: ResourceFlags,
  surroundings: Surroundings,
): Promise<number> {
  const isLive = namesCluster(flags);
  const inputs = [...paths, ...(flags.filename ?? []), ...(isLive ? ['-'] : [])];
  // On a node count the pods that run there, whoever has made them.
  const live = { kinds: ['nodes', 'pods'], withOwned: true } as const;
  const from = isLive ? await inputOfCluster(live, flags, surroundings) : surroundings;
  if (inputs.length === 0) {
    throw new Failure('no file was named', {
      code: 'no-input',
      hint: 'outrigger resources PATH; see outrigger resources --help',
    });
  }
  const rules = {
    real: rulesOf(readKubelet({ ...flags, featureGates: {}, timing: 'nominal' })),
    shown: shownBy(flags),
  };
  const files = await readFiles(inputs, from);
  let errors = printProblems(
    files.flatMap((file) => file.problems),
    surroundings,
    flags,
  );
  const objects = files.flatMap((file) => file.objects);
  // What went wrong has been said.
  if (objects.length === 0 && errors > 0) return 2;
  const nodes = objects.filter(isNode);
  const workloads = choose(
    files.flatMap((file) => file.workloads),
    nodes,
    flags,
  );
  const checked = workloads.map((workload) => ({ workload, problems: problemsOf(workload, rules.real) }));
  errors += printProblems(
    checked.flatMap((one) => one.problems),
    surroundings,
    flags,
  );
  const sound = checked.filter((one) => one.problems.length === 0).map(({ workload }) => workload);
  if (sound.length > 0 || nodes.length > 0) await printAccount(accountFor(sound, nodes, rules), flags, surroundings);
  return errors > 0 ? 2 : 0;
}

/** The scheduler and the kubelet follow a resize. */
function rulesOf({ minor, patch, gates }: Kubelet): KubectlRules {
  const followed = { requests: true, limits: true };
  return { reading: resourceRulesFor(minor, patch, gates), rows: followed, totals: followed };
}

function shownBy({ kubectl }: ResourceFlags): KubectlRules {
  const version = parseVersion(kubectl);
  if (version) return kubectlRulesFor(version.minor);
  throw badFlag('--kubectl', `"${kubectl}" is no version`, 'write it as 1.28 or 1.28.4');
}

function isNode({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === 'v1' && kind === 'Node';
}

function choose(
  workloads: readonly Workload[],
  nodes: readonly KubernetesObject[],
  flags: ResourceFlags,
): readonly Workload[] {
  const isNarrowed = flags.namespace !== undefined || flags.selector !== undefined || flags.name !== undefined;
  if (isNarrowed) return chooseWorkloads(workloads, flags);
  if (workloads.length > 0 || nodes.length > 0) return workloads;
  throw new Failure('no pod among the objects', {
    code: 'not-found',
    hint: 'name manifests of workloads, pods or nodes',
  });
}

/** A pod whose amounts cannot be read would be counted for less than it asks for. */
function problemsOf(workload: Workload, { reading }: KubectlRules): readonly Problem[] {
  const wrong = checkObject(workload.object).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return wrong;
  return podResources(workload.pod, reading).problems.map(({ path, message, text }): Problem => {
    const { file } = workload.object;
    const told = { message: `"${text}" is no amount: ${message}`, position: workload.locate(path) };
    return { code: 'invalid-value', severity: 'error', file, path, ...told };
  });
}
