import { UP_FLAGS } from '../../packages/outrigger/src/up/flags.ts';
import { flagTables } from './flag-tables.ts';

/** docs/commands/up.md. What stands in its `console` blocks is played by test/cluster/up-page.test.ts. */
export const upPage = `# outrigger up

Runs a Kubernetes cluster in one process, without Docker and in under a second: an API server that kubectl works on, the controllers of
kube-controller-manager, a scheduler, and this machine as its node, where pods live by [the kubelet's rules](run.md).

\`\`\`sh
# A cluster, until Ctrl-C
outrigger up
# With these objects in it
outrigger up -f deploy/
# Apply a folder after each change; what has gone from it is deleted
outrigger up --watch deploy/
# For a test: the command has KUBECONFIG, and its exit code counts
outrigger up -f deploy/ -- kubectl wait --for=condition=Available deployment/web
# Only the API, where another program finds it
outrigger up --api-only --port 8001 --token secret
\`\`\`

It says on stdout when it is ready, and how to use it; all else goes to stderr.

\`\`\`console
$ outrigger up -f examples/greeter.yaml &
ready: http://127.0.0.1:40155   export KUBECONFIG=/root/.local/state/outrigger/up/1/kubeconfig
$ kubectl rollout status deployment/greeter
deployment "greeter" successfully rolled out
$ kubectl get pods
NAME                       READY   STATUS    RESTARTS   AGE
greeter-6bbd9d9c79-5mpx4   2/2     Running   0          2s
greeter-6bbd9d9c79-w7d8v   2/2     Running   0          2s
$ kubectl logs deployment/greeter -c app
Found 2 pods, using pod/greeter-6bbd9d9c79-5mpx4
hello
$ kubectl exec deployment/greeter -c counter -- ls said
count
$ kubectl scale deployment/greeter --replicas 1
deployment.apps/greeter scaled
$ kubectl delete deployment greeter
deployment.apps "greeter" deleted
\`\`\`

## The API server

Discovery, OpenAPI, Tables, every kind of patch, server-side apply, watches, pages, custom resources, quotas, admission, roles: what a real one
answers, in its words. [How faithful it is](../fidelity-cluster.md), and where it differs. It listens on 127.0.0.1, with plain HTTP.

Whoever shows the token is \`admin\` in \`system:masters\`; without one it is \`system:anonymous\`, who may not do much. kubectl shows no token to plain
HTTP, so the kubeconfig has it in the address, too (\`http://127.0.0.1:PORT/as/TOKEN\`); \`kubectl get --raw\` leaves that out, so ask for \`/as/TOKEN/readyz\` there. The kubeconfig is a file of its own that only you can read;
yours is not touched.

\`--api-only\` leaves out the scheduler, the node and the controllers of workloads. Namespaces have their service account and
\`kube-root-ca.crt\`, owners take what they own with them, and namespaces end, as in any cluster.

## The node

Pods run as processes of this machine, as in [outrigger run](run.md#processes), or with \`--driver cri\` as containers. ConfigMaps, Secrets and
tokens of service accounts come from the API server, and their files follow changes. What \`localhost/\` images are nobody knows: a pod with one
waits with ErrImageNeverPull or ErrImagePull unless \`--image\` says what stands for it, or it is a busybox.

\`kubectl logs\`, \`exec\`, \`port-forward\`, \`debug\` and \`top\` reach into pods. Services have addresses, and nobody listens there: pods find each
other by the addresses of pods.

## What stays

Without \`--data\` nothing does: Ctrl-C stops every pod by the book, and once more kills them. With \`--data FOLDER\` the objects are there at the
next start. Ctrl-C deletes the pods then, too, as \`kubectl drain\` does: what a controller looks after is made anew at the next start, and
a pod that nobody looks after is gone. Pods of one that was killed (\`kill -9\`) run on, and the next start with the same folder goes on with them.

## Flags

${flagTables(UP_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | ended by Ctrl-C, with everything stopped; or that of the command after \`--\` |
| 2 | wrong use, or input that cannot be read |
| 3 | what it needs is not there: the port is taken, another cluster uses the folder, no container runtime |
`;
