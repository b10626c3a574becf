import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeInput, writeInputs } from '../../command/run-main.ts';
import { COMMAND } from '../../command-in-clone.ts';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';

describeWithContainerd('the commands beside outrigger run, for containers', (daemon) => {
  test('ps, logs, events and stop know a pod that runs in the background', { timeout: 60_000 }, async () => {
    const { state, outrigger } = openPlace(daemon().endpoint);
    expect(outrigger('run', writeInput(POD), '--detach')).toMatchObject({ stdout: 'pod/web started\n', status: 0 });
    await until(() => outrigger('ps').stdout.includes('2/2'));
    expect(outrigger('ps', '-o', 'wide').stdout).toMatch(/ web +2\/2 +Running +0 +\S+ +cri +- +- +process \d+\n$/);
    await until(() => outrigger('logs', 'web', '-c', 'work').stdout.includes('\n'));
    // Whoever a container runs as, it reads its Secret as in a cluster.
    expect(outrigger('logs', 'web', '-c', 'work').stdout).toBe('work reads open sesame as 65534\n');
    expect(outrigger('logs', 'web', '--prefix').stdout).toContain('[proxy] proxy up\n');
    expect(outrigger('events', 'web').stdout).toMatch(/Started[\s\S]*Started/);
    expect(outrigger('stop', 'web')).toEqual({ stdout: 'pod/web stopped\n', stderr: '', status: 0 });
    expect(leftOf(state)).toEqual([]);
    expect(daemon().ctr('containers', 'ls', '-q')).toEqual([]);
  });

  test('stop takes a pod down whose command was killed', { timeout: 60_000 }, async () => {
    const { state, outrigger } = openPlace(daemon().endpoint);
    outrigger('run', writeInput(POD), '--detach');
    await until(() => outrigger('ps').stdout.includes('2/2'));
    const [{ owner }] = JSON.parse(outrigger('ps', '-o', 'json').stdout);
    process.kill(owner, 'SIGKILL');
    await until(() => outrigger('ps').stdout.includes('nobody looks after it'));
    expect(outrigger('logs', 'web', '-c', 'proxy').stdout).toBe('proxy up\n');
    expect(outrigger('stop', 'web')).toEqual({ stdout: 'pod/web stopped\n', stderr: '', status: 0 });
    expect(leftOf(state)).toEqual([]);
    expect(daemon().ctr('containers', 'ls', '-q')).toEqual([]);
  });
});

function openPlace(endpoint: string) {
  const state = join(writeInputs({}), 'state');
  const outrigger = (...line: readonly string[]) => {
    const [command = ''] = line;
    const driver = command === 'run' ? ['--driver', 'cri', '--cri', endpoint] : [];
    const parameters = [COMMAND, ...line, ...driver, '--state', state];
    const { stdout, stderr, status } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
    return { stdout, stderr, status };
  };
  return { state, outrigger };
}

function leftOf(state: string): readonly string[] {
  return existsSync(state) ? readdirSync(state) : [];
}

/** Looks again and again; the test's own limit ends a wait in vain. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((again) => setTimeout(again, 50));
}

const POD = `apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {key: open sesame}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: 10
  volumes: [{name: keys, secret: {secretName: keys}}]
  initContainers:
  - name: proxy
    image: localhost/busybox:1
    imagePullPolicy: Never
    restartPolicy: Always
    command: [sh, -c, 'trap "exit 0" TERM; echo proxy up; touch /tmp/ready; sleep 3600 & wait']
    startupProbe: {exec: {command: [test, -f, /tmp/ready]}, periodSeconds: 1}
  containers:
  - name: work
    image: localhost/busybox:1
    imagePullPolicy: Never
    securityContext: {runAsUser: 65534}
    volumeMounts: [{name: keys, mountPath: /keys}]
    command: [sh, -c, 'trap "exit 0" TERM; echo "work reads $(cat /keys/key) as $(id -u)"; sleep 3600 & wait']
`;
