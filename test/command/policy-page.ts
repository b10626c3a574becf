import { listPolicies, type PolicyFact, servedVersions } from '@outrigger/sidecars';
import { POLICY_FLAGS } from '../../packages/outrigger/src/policy/flags.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

/** docs/commands/policy.md, with the output of the command in it. */
export async function policyPage(): Promise<string> {
  return `# outrigger policy

The rules of [\`outrigger scan\`](scan.md) as admission policies: objects of Kubernetes' own that the API server runs by itself, in
[CEL](https://kubernetes.io/docs/reference/using-api/cel/). A ValidatingAdmissionPolicy says what is wrong with a pod or a pod template
when it is written; a MutatingAdmissionPolicy mends it. There is no webhook to keep alive, and nothing to install.

\`\`\`sh
# Which rules can be policies?
outrigger policy --list
# Warn whoever applies a legacy sidecar
outrigger policy --select SC001 | kubectl apply -f -
# Refuse native sidecars used wrongly, in the namespaces of one team
outrigger policy --select native --validation-action Deny,Audit --namespace-selector team=shop
# Add missing startup probes to native sidecars
outrigger policy --kind mutating | kubectl apply -f -
# For nodes of 1.28 to 1.33 behind newer API servers
outrigger policy --kubelet 1.28-1.33 --api-server 1.33
\`\`\`

${await shown('--select', 'always-on-main')}
## What policies look at

- Pods when they are created, and the templates of Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, CronJobs,
  ReplicationControllers and PodTemplates whenever the template changes. Scaling, labels and finalizers are never in the way.
- Pods of Kubernetes' own controllers are left out where their template was looked at, so that a new policy does not keep what runs from
  being started again. Pods of other controllers (Argo Workflows, Knative) are looked at. SC005 and SC030, which are about what meshes inject,
  look at all pods.
- Mutating policies look at all pods, and at templates that no controller has made. A ReplicaSet is left as its Deployment (or Rollout) wrote it,
  which would not find it again otherwise, and make another one.
- \`failurePolicy: Ignore\`: a pod that cannot be judged is let in. Nothing here is about security.
- A binding warns unless \`--validation-action\` says otherwise, and leaves out kube-system. Try \`Warn\` or \`Audit\` before \`Deny\`.
- Every policy is labelled \`outrigger.dev/rule\`, so that \`kubectl delete validatingadmissionpolicies,validatingadmissionpolicybindings -l
  outrigger.dev/rule=SC001\` takes one away again, and annotated with the page of its rule, which messages name, too.

## Which rules can be policies

A policy refuses what its rule says at the severity of the rule; what the rule plays down to information in some pods is let in. The sidecars of
the catalogue are recognised as \`scan\` does it, those of \`--catalog\` and outrigger.yaml with them. Patterns of your own have to be RE2, which
knows no look-around and no back references, and are asked without their \`i\`.

${rulesTable(listPolicies())}

## What mutating policies do

- **SC021** adds the startup probe of the catalogue to a native sidecar that has neither one nor a postStart hook, where nothing else has to
  change for it: a Cloud SQL proxy whose flags open its health checks gets the probe at the port that it names, one without those flags is left to
  \`outrigger migrate\`. What an injector writes is left to the injector.
- **SC022** adds a startup probe that asks what the readiness probe asks, once a second for a minute.

Both do what \`migrate\` and the fix of the rule do. Neither moves a container to \`initContainers\`: the workarounds around it would stay, and
\`migrate\` takes them out. A policy mends the object in the cluster and not the file it came from.

## Versions

| | served |
|---|---|
| ValidatingAdmissionPolicy | ${servedVersions('validating')} |
| MutatingAdmissionPolicy | ${servedVersions('mutating')} |

What is not \`v1\` is off unless API servers are started with \`--runtime-config\` and the feature gate. The version that is written is the most
stable one that all API servers of \`--api-server\` serve, or of \`--kubelet\` where that is not given. The CEL uses nothing newer than 1.28.
Rules about bugs of the kubelet become policies only for ranges that have the bug.

## What it costs, and what was run

Kubernetes allows one expression a cost of 1,000,000, and one policy 10,000,000 for each object (kubernetes/apiserver pkg/apis/cel/config.go, v0.36.2); cost is
counted while a policy runs, nothing is estimated beforehand. Measured with that code, on a Deployment whose containers, half of them native sidecars, each
have an image reference of ${IMAGE_LENGTH} letters, 10 arguments and 20 variables:

| containers | dearest policy | all ${POLICIES} together |
|---:|---:|---:|
| 4 | 46,954 | 246,183 |
| 20 | 234,435 | 1,225,780 |
| 100 | 1,171,855 | 6,146,880 |
| 200 | over the limit for one expression: let in | |

To recognise a container costs about 11,600 there, so some 80 containers in one list can be judged. No expression loops over containers within a loop
over containers but for SC004, SC019, SC024 and SC030, whose inner loops compare names and ports.

Once, on 2026-11-21, all policies, those for older nodes among them, were given to the code of Kubernetes itself:

- **1.36.2**: its validation of the objects, its type checker with the real schemas (which looks at validations and messages, not at variables), its CEL
  compiler with the libraries of 1.27, 1.28, 1.29, 1.31, 1.33 and 1.35, its matcher of conditions, and its JSON patcher. Nothing was objected to. 591 workloads – 91 from the
  examples of the rules and 500 generated ones – got the same verdicts with the same messages, and the same patches, as from the CEL library that the
  tests use: 20,685 of 20,685 with the libraries of 1.35, and 3,850 of 3,850 for the first 110 workloads with each of the others.
- **1.30.14 and 1.28.15** (k8s.io/apiserver v0.30.14, v0.28.15): the CEL compiler and evaluator, for the 33 validating policies and the first 110 workloads: 3,630 of 3,630
  with each.

Wrong field names, wrong types and wrong expectations were put in to see that it would notice. No API server was started.

## Flags

${flagTables(POLICY_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | printed |
| 2 | wrong use, a catalog that cannot be read, or an API that these versions do not serve |
`;
}

/** As measured; the program is not kept. */
const IMAGE_LENGTH = 144;
const POLICIES = 35;

function rulesTable(facts: readonly PolicyFact[]): string {
  const rows = facts.map(({ rule, validates, mutates, because, differs }) => {
    const reason = validates === 'not-here' ? `for nodes of ${rule.kubelets}` : because;
    const remark = [reason, differs && `${DIFFERS[differs.as]}: ${differs.because}`].filter(Boolean).join('; ');
    const name = `[${rule.id}](../rules/${rule.id}.md) ${rule.name}`;
    return `| ${name} | ${validates === 'no' ? 'no' : 'yes'} | ${mutates ? 'yes' : 'no'} | ${remark} |`;
  });
  return `| rule | validating | mutating | |\n|---|---|---|---|\n${rows.join('\n')}`;
}

const DIFFERS = { narrower: 'refuses less', wider: 'refuses more', apart: 'differs' } as const;

async function shown(...flags: readonly string[]): Promise<string> {
  const { stdout } = await runMain(['policy', ...flags]);
  return `\`\`\`console\n$ outrigger policy ${flags.join(' ')}\n${stdout}\`\`\`\n`;
}
