import { alertRules, type JoinOptions, type MetricRuleGroup, recordingRules } from '@outrigger/sidecars';
import { printProblems } from '../../input/print-problems.ts';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RulesFlags } from '../flags.ts';
import { doubledNameProblems } from '../name-problems.ts';
import { readJoin } from '../read-join.ts';
import { readRuleFiles } from '../read-rule-files.ts';
import { printYaml } from './print-yaml.ts';

/** Runs `outrigger metrics rules` and answers with its exit code. */
export async function printRules(
  paths: readonly string[],
  flags: RulesFlags,
  surroundings: Surroundings,
): Promise<number> {
  const join = readJoin(flags);
  const value = toValue(groupsOf(join, flags), flags);
  const files = await readRuleFiles([...paths, ...(flags.filename ?? [])], surroundings);
  const unread = printProblems(
    files.flatMap(({ problems }) => problems),
    surroundings,
    flags,
  );
  const doubled = doubledNameProblems(files.flatMap(({ workloads }) => workloads));
  printProblems(doubled, surroundings, flags);
  surroundings.stdout.write(await printYaml(value, headOf(join, flags)));
  return unread > 0 ? 2 : doubled.length > 0 ? 1 : 0;
}

function groupsOf(join: JoinOptions, { only, interval }: RulesFlags): readonly MetricRuleGroup[] {
  if (interval !== undefined && !/^(?:\d+(?:ms|[smhdwy]))+$/.test(interval)) {
    throw badFlag('--interval', `"${interval}" is no duration`, 'write it as 30s or 1m');
  }
  const groups = [
    ...(only === 'alerts' ? [] : [{ name: 'sidecars.recording', rules: recordingRules(join) }]),
    ...(only === 'recording' ? [] : [{ name: 'sidecars.alerts', rules: alertRules(join) }]),
  ];
  return groups.map(({ name, rules }) => ({ name, ...(interval !== undefined && { interval }), rules }));
}

function toValue(groups: readonly MetricRuleGroup[], flags: RulesFlags): object {
  const { name, namespace, label } = flags;
  if (flags.output === 'prometheus') {
    const flag = namespace !== undefined ? '--namespace' : label ? '--label' : undefined;
    if (flag === undefined) return { groups };
    throw badFlag(flag, 'a rule file of Prometheus has none', 'for an object of its operator: -o prometheusrule');
  }
  const labels = Object.fromEntries((label ?? []).map(readLabel));
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
    },
    spec: { groups },
  };
}

function readLabel(text: string): readonly [string, string] {
  const [, key, value] = /^([^=\s]+)=([^=\s]*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw badFlag('--label', `"${text}" is no label`, 'write it as key=value');
  return [key, value];
}

function headOf({ version }: JoinOptions, { only }: RulesFlags): string {
  const what =
    only === 'alerts' ? 'Alerts that see native sidecars' : 'Ordinary containers and native sidecars together';
  return `${what}, made by "outrigger metrics rules" for kube-state-metrics ${version}.
A sidecar is an init container whose kube_pod_init_container_info has restart_policy="Always" (from kube-state-metrics 2.11 on).
"and" joins it: unlike a product it fails not where a container has two series. Sums are of what runs; what the scheduler
counts for a pod, ordinary init containers included, is kube_pod_resource_request of the kube-scheduler.`;
}
