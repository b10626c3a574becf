import { existsSync } from 'node:fs';
import { parseQuickly } from '../command-line/parse-quickly.ts';
import { readFeatureGates } from '../kubelet/feature-gates.ts';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import { namesCluster } from '../live/cluster-flags.ts';
import { inputOfCluster, WORKLOADS } from '../live/input-of-cluster.ts';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { EXPLAIN_FLAGS } from './flags.ts';

/** Runs `outrigger explain` with a well-formed line; undefined for every other. */
export async function explainQuickly(line: readonly string[], surroundings: Surroundings): Promise<number | undefined> {
  const parsed = parseQuickly(
    line,
    EXPLAIN_FLAGS.flatMap(({ flags }) => flags),
  );
  // The table of flags is what gives the values these types.
  return parsed && explain(parsed.words, parsed.values as unknown as ExplainFlags, surroundings);
}

/** Runs `outrigger explain` and answers with its exit code. */
export async function explain(
  files: readonly string[],
  flags: ExplainFlags,
  surroundings: Surroundings,
): Promise<number> {
  const scenarios = flags.scenario === true ? [] : flags.scenario;
  const names = files.filter(isLiveName);
  const isLive = names.length > 0 || namesCluster(flags);
  const written = files.filter((file) => !names.includes(file));
  const inputs = [...(scenarios ?? []), ...written, ...(flags.filename ?? []), ...(isLive ? ['-'] : [])];
  if (inputs.length === 0) {
    throw new Failure('no file was named', {
      code: 'no-input',
      hint: 'outrigger explain FILE, or - for standard input; see outrigger explain --help',
    });
  }
  const featureGates = readFeatureGates(flags.featureGates ?? []);
  const kubelet = readKubelet({
    ...flags,
    featureGates,
    timing: flags.timing ?? (flags.output === 'recording' ? 'kubelet' : 'nominal'),
  });
  if (scenarios !== undefined) {
    const { playScenarios } = await import('./play-scenarios.ts');
    return playScenarios(inputs, { kubelet, featureGates, color: flags.color }, surroundings);
  }
  const { explainManifests } = await import('./explain-manifests.ts');
  if (!isLive) return explainManifests(inputs, { flags, kubelet, featureGates }, surroundings);
  const { namespace } = flags;
  const wanted = names.length > 0 ? { names, namespace } : { kinds: WORKLOADS, namespace, withOwned: false };
  const from = await inputOfCluster(wanted, flags, surroundings);
  return explainManifests(inputs, { flags, kubelet, featureGates }, from);
}

/** `deployment/web` is one of the cluster, unless it is a file. */
function isLiveName(word: string): boolean {
  return LIVE_NAME.test(word) && !existsSync(word);
}

const LIVE_NAME =
  /^(?:po|pods?|deploy|deployments?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?|jobs?|cj|cronjobs?|rc|replicationcontrollers?)\/[a-z0-9][a-z0-9.-]*$/;
