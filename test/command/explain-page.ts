import { EXAMPLES } from '../../packages/outrigger/src/explain/examples.ts';
import { EXPLAIN_FLAGS } from '../../packages/outrigger/src/explain/flags.ts';
import { FORMATS } from '../../packages/outrigger/src/explain/formats.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

/** docs/commands/explain.md: prose, the table of flags from the command itself, and what the examples really print. */
export async function explainPage(): Promise<string> {
  return `# outrigger explain

Says how a pod will start, run, restart and stop, container by container, by the rules of the kubelet you run. It needs a
manifest and nothing else: no cluster, no node. Also \`kubectl outrigger explain\`, when \`kubectl-outrigger\` is on your PATH.

\`\`\`sh
${EXAMPLES.map(([what, command]) => `# ${what}\n${command.startsWith('explain') ? `outrigger ${command}` : command}`).join('\n')}
\`\`\`

## What it reads

Files, directories with all below them, and \`-\` for standard input; YAML and JSON, several documents per file, \`List\`s.
Pods are found in Pod, PodTemplate, Deployment, ReplicaSet, ReplicationController, StatefulSet, DaemonSet, Job and CronJob, and by
their shape in kinds that Kubernetes does not know, such as Argo's Rollout. Other objects are passed over. A file that holds no pod
at all is an error, and so is one with a field that Kubernetes does not know: every error points at file, line and column.
The pod then passes an API server of the same minor as the kubelet: what it refuses is told in its words; what it drops
(\`restartPolicy\` of an init container in 1.27) is a warning.

## What it takes for granted

First the manifest's own commands decide: \`exit 3\`, \`false\`, \`sleep 30\`, \`tail -f /dev/null\`, and shell scripts made of such
(\`echo hi; sleep 5; exit 3\`, \`while true; do …\`, \`trap 'exit 0' TERM\`, \`touch /tmp/healthy; sleep 30; rm /tmp/healthy\` with a probe that
reads the file). \`sleep\` as process 1 ignores SIGTERM, because the kernel gives it no signal that it does not handle. A
script that goes on after a program that nobody knows says what follows: \`./check; sleep 20\` is slower than its probe’s timeout, and
\`./migrate; exit 3\` ends with 3, after the usual time. Where a command says nothing, the usual is assumed, and the answer lists it:

| | assumed |
|---|---|
| main container | runs until it is stopped; of a Job, or under Never or OnFailure: ends after 10 s with 0, unless it looks like a proxy or an agent |
| sidecar | runs until it is stopped |
| init container | ends after 2 s with 0 |
| SIGTERM | ends within 1 s with 0 |
| startup probe | succeeds from 2 s after the start of its container |
| readiness probe | succeeds from 1 s after it |
| liveness probe | succeeds |
| hooks | succeed: requests at once, commands after 1 s |
| the end | a pod that has come to rest is deleted, to show how it stops; one that never does is watched for 5 min 30 s |

Flags change all of this, and \`--behaviour FILE\` says it exactly: the \`behaviour\`, \`timeline\` and \`until\` of a Scenario, such as

\`\`\`yaml
behaviour:
  app:
    - {run: 20s, exit: 1}                    # the first attempt
    - {onTerm: {after: 2s, exit: 0}}         # the second, and all that follow
  proxy:
    - probes: {startup: {succeedAfter: 3s}}
timeline:
  - {at: 60s, delete: {gracePeriodSeconds: 10}}
until: 90s
\`\`\`

## What it prints

${await shown('examples/native-sidecar.yaml')}
The same Job with its proxy as a sidecar and as an ordinary container, which is why it never ends:

${await shown('examples/job-with-sidecar.yaml --compare legacy')}
| \`-o\` | |
|---|---|
${Object.entries(FORMATS)
  .map(([name, what]) => `| ${name} | ${what} |`)
  .join('\n')}

Data goes to stdout and everything else to stderr. Colours go to terminals only; \`--color\` beats NO_COLOR, which beats FORCE_COLOR.
Of several pods each is told in turn; \`-o json\` then prints an \`ExplanationList\`, and \`svg\` and \`html\` want one pod (\`--name\`).

## Flags

${flagTables(EXPLAIN_FLAGS)}

A TIME is \`30s\`, \`1m30s\`, \`2h\`, or a bare number of seconds.

## Scenarios

\`outrigger explain --scenario FILE... -o recording\` plays every Scenario of the files until its pod is gone or its \`until\`, and
prints one recording per line, each as soon as it is played. The pods are given to a 1.36 API server; a pod that it refuses gives
a line with \`refused\`. A bad Scenario is told on stderr and does not stop the rest. \`--timing\` is \`kubelet\` by default here, with the
ticks and delays of a real kubelet, which \`--seed\` varies; for people, it is \`nominal\`.

## Exit codes

| | |
|---|---|
| 0 | explained, or all Scenarios played |
| 1 | a bug of Outrigger's own (\`OUTRIGGER_DEBUG=1\` shows where) |
| 2 | wrong use, or input that cannot be read, holds no pod, or is refused; what was good is explained all the same |
| 3 | something is missing, such as a new enough Node |
| 130 | interrupted |
`;
}

/** A command line with what it prints to a terminal of 100 columns. */
async function shown(line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runMain(['explain', ...line.split(' '), '--width', '100']);
  if (exitCode !== 0) throw new Error(`${line} ended with ${exitCode}: ${stderr}`);
  return `\`\`\`console\n$ outrigger explain ${line}\n${stdout}\`\`\`\n`;
}
