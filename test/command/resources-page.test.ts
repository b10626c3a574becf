import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RESOURCE_FLAGS } from '../../packages/outrigger/src/resources/flags.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

test('docs/commands/resources.md shows the flags and the output of the command (-u writes it anew)', async () => {
  const page = `# outrigger resources

What pods really request, and what \`kubectl describe node\` made of it. The scheduler, the kubelet and quotas count a pod for the larger
of two sums: all containers that run for good, sidecars among them; or any ordinary init container with the sidecars declared *before* it.
\`spec.resources\` overrules both, the overhead is added. kubectl before 1.29 took sidecars for ordinary init containers
(kubernetes/kubernetes#119406), whatever the cluster ran, and many dashboards still do.

\`\`\`sh
# What do these workloads request, each pod and together?
outrigger resources deploy/
# Which containers decide it?
outrigger resources web.yaml -o wide
# What is allocated on the nodes of a cluster?
kubectl get nodes,pods -A -o yaml | outrigger resources -
\`\`\`

${await shown('examples/node-and-pods.yaml', '-o', 'wide')}
## How it counts

- The amounts of a line are those of one pod; \`PODS\` says how many there are: replicas, the parallelism of a Job, one pod of a DaemonSet
  on each Node of the input. Pods that have ended count for none, as do suspended Jobs, and objects whose own objects are in the input too:
  a dump of a cluster holds a Deployment, its ReplicaSets and their pods.
- \`-\` stands for no amount at all. A limit is the sum of those that are written, as kubectl shows it; \`-o wide\` names the containers
  without one, for which the pod's limit is none.
- On a node count the pods that stand there, with percentages of what can be allocated, cut off as kubectl does.
- A pod that is being resized counts as the scheduler counts it. kubectl does so since 1.29 for requests, and since 1.36 in the lines
  of the pods but not in the totals: \`--kubectl 1.36\` shows where they disagree.
- Requests that are missing are taken from limits, as the API server does. LimitRanges are not known here.

## Flags

${flagTables(RESOURCE_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | counted |
| 2 | wrong use, or input that cannot be read; what can be read is counted all the same |
`;
  await expect(page).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/resources.md'));
});

async function shown(file: string, ...flags: readonly string[]): Promise<string> {
  const { stdout } = await runMain(['resources', resolve(import.meta.dirname, '../..', file), ...flags]);
  return `\`\`\`console\n$ outrigger resources ${[file, ...flags].join(' ')}\n${stdout}\`\`\`\n`;
}
