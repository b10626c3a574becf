import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Flag } from '../../packages/outrigger/src/command-line/flag.ts';
import { LOGS_FLAGS } from '../../packages/outrigger/src/logs/flags.ts';
import { PS_FLAGS } from '../../packages/outrigger/src/ps/flags.ts';
import { RUN_FLAGS } from '../../packages/outrigger/src/run/flags.ts';
import { STOP_FLAGS } from '../../packages/outrigger/src/stop/flags.ts';
import { flagTables } from './flag-tables.ts';

const pages: Readonly<Record<string, string>> = {
  run: `# outrigger run

Runs pods on this machine by the kubelet's rules: init containers one after another, native sidecars with their probes, hooks, restarts
with back-off, the ordered stop. The same \`decide\` that [explains](explain.md) a pod runs it here. Containers are processes, so that nothing
has to be installed, or real containers of containerd or CRI-O.

\`\`\`sh
# Run a pod as processes of this machine; Ctrl-C stops it by the book, twice kills it
outrigger run pod.yaml
# Its images are not here: these commands stand for them
outrigger run web.yaml --image nginx='python3 -m http.server 8080'
# As real containers
outrigger run pod.yaml --driver cri
# In a script: what the containers print, and the exit code of one of them
outrigger run job.yaml --logs --exit-code-from work
# In the background
outrigger run pod.yaml --detach
\`\`\`

## What it runs

Pods; and Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs and ReplicationControllers by their controllers, the same as in
[outrigger up](up.md): with as many pods as they ask for, or \`--replicas\`, one after another where they say so, and with a new pod for one
that has failed. A Job is over when it is complete, or has failed more often than its \`backoffLimit\`; what runs for ever runs until Ctrl-C. A
CronJob runs once, and now, as by \`kubectl create job --from\`; what is suspended or paused runs. Of kinds that others control (an Argo
Rollout), pods that run to completion are a Job's, and those that always restart a ReplicaSet's.

Here is one machine: what chooses among nodes (\`nodeSelector\`, \`affinity\`) or ranks pods does not count, and a DaemonSet has one pod. The API
server that the controllers work on is this command's own. Nobody reaches it, and pods have no token for it; for that there is \`outrigger up\`.

In the background (\`--detach\`) a pod that has ended stays, with its logs, until somebody stops it. Who stops a pod of a workload has no other
made for it: the workload's other pods run on, and their controller lets go of them. What is misspelt in a manifest, and what
the API server or the kubelet would refuse, is refused with its place before anything runs.

ConfigMaps and Secrets come from the manifests that are given. Volumes are folders: emptyDir, configMap, secret, projected, downwardAPI, claims
(kept by name), and hostPath where \`--allow-host-path\` allows it. \`env\` knows \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`,
\`secretKeyRef\` and \`$(VAR)\`, as Kubernetes does. Variables of Services are left out.

## Processes

- Each container is a process group in a folder of its own; mounts lie in that folder under their own paths (\`/etc/app\` is \`./etc/app\`), because
  a process has no root of its own. It gets PATH, HOME, HOSTNAME, POD_IP and its own variables, nothing else of yours.
- A container needs a command: an image has none for a process. \`--image\` and \`--images\` say what stands for an image; without either
  nothing is run.
- A process runs as you. A pod whose \`securityContext\` asks for another user, or for none that is root where you are, is refused; what else
  stands there (capabilities, groups, a root that is read-only) a process does not have.
- Each pod has an address of its own on the loopback interface (127.x.y.z), in \`$POD_IP\`; probes and hooks go there. What listens on
  all addresses keeps others from its port.
- The stop signal comes as to the first process of a container: one that does not catch it does not get it, and is killed when the grace period
  is over. With the first process all others of the container end, wherever they have gone.
- A supervisor holds the processes and writes their logs (CRI format, 10 MiB, five files). It outlives the command: after a \`kill -9\` the same
  \`outrigger run\` goes on with the pod, and \`outrigger stop\` stops it.

## Containers

\`--driver cri\` talks to containerd or CRI-O over their socket (\`--cri\`), as root. No kubelet may use the same runtime: it stops what it does not
know. Images are pulled by their pull policy.

## What is shown

On a terminal a view that is drawn in place: the state of each container, the last result of its probes and how often in a row it came, the last Events,
the last lines of logs. Of more pods than the terminal has rows, those that are not Ready come first, and the others are counted. Without a
terminal, and with \`--logs\`, each Event and each phase is a line on stderr, and what containers print goes to stdout; \`-o json\` prints a line for
each change, with times in seconds since the pod was created. What is other than in a cluster (a volume in memory that is a folder on disk, a limit that is not enforced, a token that nobody would
take) is said once on stderr. A ConfigMap or Secret that the API server would not take is refused with its place, and a Secret's value is not shown: in
Events, statuses and what is kept of them it is \`***\`, when it has four characters or more. What containers print is theirs, and is left as it is.

## Timing

\`fast\` reacts at once: an exit is seen when it happens, and a probe is looked at as soon as its container runs; what fails before the kubelet
would have looked does not count; the next pod of a Job does not wait a second for further news. \`kubelet\` keeps the ticks of a real one. The
rules are the same.

\`--scenario\` acts Scenarios out (a pod, how its containers behave, what is done to it) and prints recordings (\`-o recording\`), for comparison
with those of real kubelets: see [how faithful](../fidelity.md).

## Flags

${flagTables(RUN_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | all pods have succeeded, all Jobs are complete |
| 1 | a pod has failed, or a Job; with \`--exit-code-from\` the exit code of that container |
| 2 | wrong use, or input that cannot be read |
| 3 | what it needs is not there: a container runtime |
| 130 | interrupted |
`,
  ps: small('ps', 'Shows the pods that `outrigger run` has started on this machine and that are still here.', PS_FLAGS),
  logs: small('logs', 'Prints what the containers of a pod that runs on this machine have printed.', LOGS_FLAGS),
  stop: small(
    'stop',
    'Deletes pods that run on this machine: preStop hooks, SIGTERM to the app and then to its sidecars, SIGKILL when the grace period is\nover. Where whoever looked after a pod was killed, this command stops it by itself. For a pod of a workload its controller makes no other.',
    STOP_FLAGS,
  ),
};

test.each(Object.keys(pages))(
  'docs/commands/%s.md shows the flags of the command (-u writes it anew)',
  async (name) => {
    await expect(pages[name]).toMatchFileSnapshot(resolve(import.meta.dirname, `../../docs/commands/${name}.md`));
  },
);

function small(name: string, what: string, flags: readonly Flag[]): string {
  const usage = { ps: '', logs: ' POD', stop: ' POD...' }[name];
  return `# outrigger ${name}

${what}

\`\`\`sh
outrigger ${name}${usage}
\`\`\`

${flagTables([{ heading: 'Flags', flags }])}

## Exit codes

| | |
|---:|---|
| 0 | done |
| 2 | wrong use, or no such pod |

See [outrigger run](run.md).
`;
}
