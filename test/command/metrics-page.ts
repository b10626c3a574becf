import { RELABEL_FLAGS, REWRITE_FLAGS, RULES_FLAGS } from '../../packages/outrigger/src/metrics/flags.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

/** docs/commands/metrics.md: prose, what the commands print for an example, and their flags. */
export async function metricsPage(): Promise<string> {
  return `# outrigger metrics

kube-state-metrics has init containers in metrics of their own, and native sidecars are init containers: a sidecar that becomes native
disappears from every dashboard, sum and alert about \`kube_pod_container_…\` (kubernetes/kube-state-metrics#2436, #2729). It is found
again in \`kube_pod_init_container_…\`, among ordinary init containers, which ended long ago. \`kube_pod_init_container_info\` tells them
apart since kube-state-metrics 2.11: it has \`restart_policy="Always"\` for sidecars.

\`\`\`sh
# Which of my rules miss sidecars?
outrigger metrics rewrite monitoring/
# Change the files
outrigger metrics rewrite monitoring/ --write
# Recording rules and alerts, for the Prometheus operator
outrigger metrics rules -o prometheusrule -n monitoring
# With these loaded, rules and dashboards stay short
outrigger metrics rewrite monitoring/ --by recorded --write
# Without rules: relabel as kube-state-metrics is scraped, by the names of the sidecars in these manifests
outrigger metrics relabel deploy/
\`\`\`

## rewrite

Finds the expressions that miss sidecars, in PrometheusRules (and what has their shape), and in rule files of Prometheus itself.

${await shown(['metrics', 'rewrite', EXAMPLE])}
- An expression is read with Prometheus' own grammar. The sidecars come in behind the smallest part that has series of instants:
  ranges cannot be united, so \`increase(…[1h])\` is joined as a whole, over the same hour, offset and \`@\`.
- Bytes outside of what is put in never change: comments, blocks, folds, quotes, line ends. The file is read again, and has to differ by
  exactly these expressions, or it is not written.
- What is rewritten once stays as it is the next time, and so does a union that somebody has made by hand. One that counts ordinary init
  containers, too, is pointed out.
- \`--by recorded\` only changes names: to the series that \`metrics rules\` records.

What cannot be rewritten safely is reported with its place, and stays: \`absent(…)\`, which makes its labels from a single selector
(\`--by recorded\` can do it); metrics chosen by a pattern of \`__name__\`; expressions that do not parse, such as those of a template;
texts that two rules share by an anchor; queries in templates of annotations, and rules in texts of ConfigMaps.

## rules

Recording rules \`container:kube_pod_container_…:with_sidecars\`, one per metric, with all labels as they are; the requests and limits of
pods; and alerts that stand on them:

| | |
|---|---|
| \`ContainerCpuOverRequest\` | a container, sidecar or not, uses more than 100 % of its CPU request for 30 minutes |
| \`SidecarCrashLooping\` | a sidecar is in CrashLoopBackOff; usual rules ask for ordinary containers only |
| \`SidecarRestarting\` | a sidecar has been restarted more than 3 times within an hour |
| \`SidecarNotReady\` | a sidecar of a pod that has not ended is not ready for 15 minutes |
| \`SidecarSeriesDoubled\` | kube-state-metrics is scraped more than once, and sums count twice |

\`\`\`yaml
${await recordingRule()}\`\`\`

\`and\` is the join, not a product with \`group_left ()\`: a product fails as a whole where a container has two series on the right, when
kube-state-metrics is scraped twice, or over a range in which a container was restarted (\`container_id\` is a label of the info).

The sums are of what runs. What the scheduler counts for a pod, with the peak of its ordinary init containers, is
\`kube_pod_resource_request\` of the kube-scheduler, or [\`outrigger resources\`](resources.md).

## relabel

A scrape sees one sample at a time and cannot join: only names can tell sidecars. \`metrics relabel\` takes them from manifests and warns of
an ordinary init container that has the name of a sidecar elsewhere.

\`--all-init-containers\` prints the relabelling of the article "Moving to Native Sidecars". It takes *all* init containers along, the
ordinary ones too: with an app of 200m, a sidecar of 100m and a database migration of 500m it makes 800m out of the 300m that run, and
an alert on usage over requests stays silent. It says so on stderr.

## One name for two

United or relabelled, a container and an init container of the same name in one pod have the same labels, and the data of the init
container is lost. The API server refuses such a pod; manifests, overlays and injectors may ask for one all the same. All three commands
say so when they are given such manifests.

## kube-state-metrics

| | |
|---|---|
| before 2.11 | nothing tells sidecars: upgrade it |
| 2.11 | \`restart_policy\` in \`kube_pod_init_container_info\` (#2240) |
| 2.20 | \`state_started\`, \`status_last_terminated_exitcode\` (#3000) and \`status_last_terminated_timestamp\` of init containers |

Where a Prometheus scrapes it without \`honor_labels\`, labels are renamed: \`--on exported_namespace,exported_pod,uid,exported_container\`.

## Flags of rewrite

${flagTables(REWRITE_FLAGS)}

## Flags of rules

${flagTables(RULES_FLAGS)}

## Flags of relabel

${flagTables(RELABEL_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | done, or nothing to do |
| 1 | \`rewrite --check\`, and there is something to change; \`rules\` and \`relabel\`: printed, but names in the manifests cannot be told apart |
| 2 | wrong use, or input that cannot be read or changed |
| 130 | interrupted |
`;
}

const EXAMPLE = 'test/metrics/example.yaml';

/** What a command prints for people. */
async function shown(line: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runMain(line, { env: { COLUMNS: '100' } });
  return `\`\`\`console\n$ outrigger ${line.join(' ')}\n${stdout}${stderr}\`\`\`\n`;
}

/** The recording rule of requests. */
async function recordingRule(): Promise<string> {
  const { stdout } = await runMain(['metrics', 'rules']);
  const lines = stdout.split('\n');
  const from = lines.findIndex((each) => each.includes('record: container:kube_pod_container_resource_requests'));
  return `${lines.slice(from, from + 6).join('\n')}\n`;
}
