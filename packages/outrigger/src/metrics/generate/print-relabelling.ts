import type { Problem, Workload } from '@outrigger/manifest';
import { RELABEL_ALL, type RelabelStep, relabelByName, type SidecarNames, sidecarNames } from '@outrigger/sidecars';
import { printProblems } from '../../input/print-problems.ts';
import { resourceName } from '../../input/resource-name.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RelabelFlags } from '../flags.ts';
import { doubledNameProblems } from '../name-problems.ts';
import { readVersion } from '../read-join.ts';
import { readRuleFiles } from '../read-rule-files.ts';
import { printYaml } from './print-yaml.ts';

/** Runs `outrigger metrics relabel` and answers with its exit code. */
export async function printRelabelling(
  paths: readonly string[],
  flags: RelabelFlags,
  surroundings: Surroundings,
): Promise<number> {
  const version = readVersion(flags);
  const files = await readRuleFiles([...paths, ...(flags.filename ?? [])], surroundings);
  const unread = printProblems(
    files.flatMap(({ problems }) => problems),
    surroundings,
    flags,
  );
  const workloads = files.flatMap((file) => file.workloads);
  const found = sidecarNames(workloads, readNames(flags));
  const lost = [...doubledNameProblems(workloads), ...found.clashes.map(clashProblem)];
  printProblems(lost, surroundings, flags);
  if (flags.allInitContainers) {
    surroundings.stderr.write(`warning: ${WRONG_WITH_ALL.join(' ')}\n`);
    surroundings.stdout.write(await printYaml(toValue(RELABEL_ALL, flags), WRONG_WITH_ALL.join('\n')));
  } else {
    surroundings.stdout.write(
      await printYaml(toValue(relabelByName(namesOf(found), version), flags), headOf(found.names)),
    );
  }
  return unread > 0 ? 2 : lost.length > 0 ? 1 : 0;
}

function readNames({ container = [] }: RelabelFlags): readonly string[] {
  const odd = container.find((name) => !/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name));
  if (odd !== undefined) throw badFlag('--container', `"${odd}" is no name of a container`);
  return container;
}

function namesOf({ names }: SidecarNames): readonly string[] {
  if (names.length > 0) return names;
  throw new Failure('no native sidecar was named', {
    code: 'not-found',
    hint: 'name manifests that have some, or --container NAME; a scrape cannot tell sidecars by anything but names',
  });
}

/** As the configuration of a scrape has it, or the endpoint of a ServiceMonitor, where names are written otherwise. */
function toValue(steps: readonly RelabelStep[], { output }: RelabelFlags): object {
  if (output === 'prometheus') return { metric_relabel_configs: steps };
  return {
    metricRelabelings: steps.map(({ source_labels, regex, target_label, replacement }) => ({
      sourceLabels: source_labels,
      regex,
      targetLabel: target_label,
      replacement,
      action: 'replace',
    })),
  };
}

function headOf(names: readonly string[]): string {
  return `For the scrape of kube-state-metrics, made by "outrigger metrics relabel": the series of the sidecars ${names.join(', ')}
get the names of those of ordinary containers. It goes by names alone: an ordinary init container that has one of them counts, too,
and a new sidecar is missing until this is made anew. "outrigger metrics rules" joins instead, and needs neither.`;
}

function clashProblem({ workload, index, name }: SidecarNames['clashes'][number]): Problem {
  const path = ['spec', 'initContainers', index, 'name'];
  return toProblem(
    workload,
    path,
    `"${name}" is an ordinary init container here and a sidecar elsewhere: it would count for good`,
  );
}

function toProblem(workload: Workload, path: readonly (string | number)[], what: string): Problem {
  const { file } = workload.object;
  const message = `${resourceName(workload)}: ${what}`;
  const hint = 'use the rules of "outrigger metrics rules" instead, which join';
  return { code: 'invalid-value', severity: 'warning', message, hint, file, path, position: workload.locate(path) };
}

const WRONG_WITH_ALL: readonly string[] = [
  'This relabelling, of the article "Moving to Native Sidecars", takes ordinary init containers for containers that run for good:',
  'sums of requests become too high, and an alert on usage over requests is silent where it should not be.',
  'Only requests are relabelled: limits, restarts, readiness and crash loops of sidecars stay unseen.',
  'Whoever asks for kube_pod_init_container_resource_requests finds nothing any more.',
  '"outrigger metrics rules" joins the sidecars alone.',
];
