import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { type Called, kubectlOf, startUp, type UpCluster } from './up/start-up.ts';

const isThere = hasKubectl();
if (!isThere)
  process.stderr.write('SKIPPED a real kubectl: there is none (Debian: apt-get install kubernetes-client)\n');

if (!isThere && process.env.CI) {
  test('a real kubectl is there', () => expect(isThere).toBe(true));
}

const broken = join(mkdtempSync(join(tmpdir(), 'outrigger-up-test-')), 'broken');

/** Two pods that say something twice a second, serve a port, and are ready while a file is not there. */
const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: app
        image: busybox:1
        command: [sh, -c, "trap 'exit 0' TERM; echo hello; while :; do echo tick; sleep 0.2; done"]
        readinessProbe: {exec: {command: [sh, -c, "test ! -e ${broken}"]}, periodSeconds: 1, failureThreshold: 1}
      - name: server
        image: server
        ports: [{containerPort: 8080}]
`;
const READER = `
apiVersion: v1
kind: Pod
metadata: {name: reader}
spec:
  terminationGracePeriodSeconds: 1
  volumes: [{name: words, configMap: {name: words, optional: true}}]
  containers:
  - name: app
    image: busybox:1
    command: [sh, -c, "while :; do sleep 0.2; done"]
    env: [{name: WORD, valueFrom: {configMapKeyRef: {name: words, key: word}}}]
    volumeMounts: [{name: words, mountPath: /words}]
`;
/** One container works hard, the other not at all. */
const LOPSIDED = `
apiVersion: v1
kind: Pod
metadata: {name: lopsided}
spec:
  containers:
  - {name: idle, image: "busybox:1", command: [sleep, "1000"]}
  - {name: busy, image: "busybox:1", command: [sh, -c, "while :; do :; done"]}
`;
const SERVER =
  "require('http').createServer((_, answer) => answer.end('served')).listen(8080, process.env.POD_IP ?? '0.0.0.0')";

describe.skipIf(!isThere)('a real kubectl drives outrigger up:', { timeout: 60_000 }, () => {
  let cluster: UpCluster;
  let kubectl: (line: string, input?: string) => Called;

  beforeAll(async () => {
    cluster = await startUp(['--image', `server=${process.execPath} -e "${SERVER}"`]);
    kubectl = kubectlOf(cluster);
  }, 60_000);
  afterAll(async () => {
    await cluster?.end();
    rmSync(join(broken, '..'), { recursive: true, force: true });
  }, 60_000);

  test('apply, and the rollout is waited for', () => {
    expect(kubectl('apply -f -', WEB)).toMatchObject({ stdout: 'deployment.apps/web created\n', exitCode: 0 });
    const { stdout, exitCode } = kubectl('rollout status deployment/web --timeout 30s');
    expect(stdout).toContain('deployment "web" successfully rolled out');
    expect(exitCode).toBe(0);
  });

  test('get -o wide says where pods run', () => {
    const rows = kubectl('get pods -o wide --no-headers').stdout.trim().split('\n');
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/^web-\S+ +2\/2 +Running +0 +\d+s +127\.\d+\.\d+\.\d+ +\S+ /);
  });

  test('logs -f goes on with what is written', async () => {
    const child = spawn('kubectl', ['logs', '-f', 'deployment/web', '-c', 'app', '--tail', '1'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    let seen = '';
    await new Promise<void>((enough) => {
      child.stdout.on('data', (text) => {
        seen += text;
        if (seen.split('tick\n').length > 5) enough();
      });
    });
    child.kill();
    expect(seen).toMatch(/^(tick\n)+$/);
  });

  test('describe tells of the pod and its Events', () => {
    const { stdout } = kubectl('describe pod -l app=web');
    expect(stdout).toMatch(/Controlled By: +ReplicaSet\/web-/);
    expect(stdout).toMatch(/Normal +Scheduled .*default-scheduler +Successfully assigned default\/web-/);
    expect(stdout).toMatch(/Normal +Started .*kubelet +Container started/);
  });

  test('exec runs in a container, with its input, output and exit code', () => {
    expect(kubectl("exec deployment/web -c app -- sh -c 'echo out; echo err >&2; exit 3'")).toMatchObject({
      exitCode: 3,
      stdout: 'out\n',
      stderr: expect.stringContaining('err\n'),
    });
    expect(kubectl('exec -i deployment/web -c app -- cat', 'said')).toMatchObject({ stdout: 'said', exitCode: 0 });
  });

  test('attach shows what is printed from now on', async () => {
    const child = spawn('kubectl', ['attach', 'deployment/web', '-c', 'app'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    const seen = await new Promise<string>((first) => child.stdout.once('data', (text) => first(String(text))));
    expect(seen).toMatch(/^(tick\n)+$/);
  });

  test('the node is ready, and its kubelet says so', () => {
    expect(kubectl('get nodes --no-headers').stdout).toMatch(/^\S+ +Ready +<none> +\d+s +v1\.36\.2\n$/);
    const { stdout } = kubectl('get events --field-selector involvedObject.kind=Node');
    expect(stdout).toMatch(/Normal +Starting +node\/\S+ +Starting kubelet\.\n/);
    expect(stdout).toMatch(/Normal +NodeReady +node\/\S+ +Node \S+ status is now: NodeReady\n/);
  });

  test('a pod waits for its ConfigMap, and its files follow it', () => {
    expect(kubectl('apply -f -', READER).exitCode).toBe(0);
    const waiting = '{.status.containerStatuses[0].state.waiting.reason}';
    expect(
      kubectl(`wait --for=jsonpath='${waiting}'=CreateContainerConfigError pod/reader --timeout 20s`).exitCode,
    ).toBe(0);
    kubectl('create configmap words --from-literal word=one');
    expect(kubectl('wait --for=condition=Ready pod/reader --timeout 20s').exitCode).toBe(0);
    kubectl(`patch configmap words --type merge -p '{"data":{"word":"two"}}'`);
    const seen = 'until grep -q two words/word; do sleep 0.05; done; cat words/word';
    expect(kubectl(`exec reader -- sh -c '${seen}'`)).toMatchObject({ stdout: 'two', exitCode: 0 });
    expect(kubectl('get pod reader --no-headers').stdout).toMatch(/^reader +1\/1 +Running +0 /);
    kubectl('delete pod reader --wait=false');
  });

  test('a container that asks for another user does not start as this one', async () => {
    const asked = (process.getuid?.() ?? 0) + 1;
    const other = READER.replace('name: reader', 'name: other').replace(
      'spec:',
      `spec:\n  securityContext: {runAsUser: ${asked}}`,
    );
    expect(kubectl('apply -f -', other).exitCode).toBe(0);
    await expect
      .poll(() => kubectl('get pod other -o jsonpath={.status.containerStatuses[0].state.waiting}').stdout, {
        timeout: 10_000,
      })
      .toContain(`container app asks for user ${asked}`);
    expect(kubectl('delete pod other --now').exitCode).toBe(0);
  });

  test('exec -it has a terminal of the size of the own, also when that changes', async () => {
    const seen = 'sleep 1; stty size; trap "stty size; exit 7" WINCH; while :; do sleep 0.1; done';
    const later = '(sleep 3; stty rows 40 cols 120 < /dev/tty) &';
    const line = `kubectl exec -it deployment/web -c app -- sh -c '${seen}'`;
    const child = spawn('script', ['-qec', `stty rows 30 cols 90; ${later} ${line}`, '/dev/null'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    const [code] = await once(child, 'close');
    expect(printed.split(/\r?\n/)).toEqual(expect.arrayContaining(['30 90', '40 120']));
    expect(code).toBe(7);
  });

  test('port-forward reaches a port of the pod', async () => {
    const child = spawn('kubectl', ['port-forward', 'deployment/web', ':8080'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    const port = await new Promise<string>((known) => {
      child.stdout.on('data', (text) => known(/127\.0\.0\.1:(\d+)/.exec(String(text))?.[1] ?? ''));
    });
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('served');
  });

  test('a Service leads to its pods by port-forward and by the proxy of the API server', async () => {
    expect(kubectl('expose deployment web --port 80 --target-port 8080').exitCode).toBe(0);
    const slices = () => kubectl('get endpointslices -l kubernetes.io/service-name=web --no-headers').stdout;
    await expect.poll(slices).toMatch(/^web-\S+ +IPv4 +8080 +127\.\S+,127\.\S+ /);
    // The old form, which older kubectls describe a Service by.
    const addresses = "get endpoints web -o jsonpath='{.subsets[*].addresses[*].ip}'";
    await expect.poll(() => kubectl(addresses).stdout).toMatch(/^127\.\S+ 127\.\S+$/);
    const child = spawn('kubectl', ['port-forward', 'service/web', ':80'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    const port = await new Promise<string>((known) => {
      child.stdout.on('data', (text) => known(/127\.0\.0\.1:(\d+)/.exec(String(text))?.[1] ?? ''));
    });
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('served');
    const proxy = `${cluster.url}/as/T/api/v1/namespaces/default/services/web:80/proxy/`;
    expect(await (await fetch(proxy)).text()).toBe('served');
    expect(kubectl('delete service web').exitCode).toBe(0);
  });

  test('top shows what pods and the node use', () => {
    expect(kubectl('top pods -l app=web --no-headers').stdout).toMatch(/^web-\S+ +\d+m +\d+Mi/);
    expect(kubectl('top nodes --no-headers').stdout).toMatch(/^\S+ +\d+m +\d+% +\d+Mi +\d+%/);
  });

  test('top tells the containers of a pod apart', async () => {
    kubectl('apply -f -', LOPSIDED);
    expect(kubectl('wait --for=condition=Ready pod/lopsided --timeout 20s').exitCode).toBe(0);
    const cpu = () =>
      kubectl('top pod lopsided --containers --no-headers')
        .stdout.trim()
        .split('\n')
        .map((line) => line.split(/ +/).slice(1, 3).join(' '));
    await expect.poll(cpu, { timeout: 10_000 }).toEqual([expect.stringMatching(/^busy [1-9]\d\d+m$/), 'idle 0m']);
    expect(kubectl('delete pod lopsided --now').exitCode).toBe(0);
  });

  test('a probe that fails takes the pods out, and Events say so', () => {
    writeFileSync(broken, '');
    onTestFinished(() => rmSync(broken, { force: true }));
    expect(kubectl('wait --for=condition=Ready=false pod -l app=web --timeout 20s').exitCode).toBe(0);
    expect(kubectl('get events').stdout).toMatch(/Warning +Unhealthy +pod\/web-\S+ +Readiness probe failed:/);
    rmSync(broken);
    expect(kubectl('wait --for=condition=Available deployment/web --timeout 20s').exitCode).toBe(0);
  });

  test('scale starts and stops pods', () => {
    expect(kubectl('scale deployment/web --replicas 3').exitCode).toBe(0);
    expect(kubectl('rollout status deployment/web --timeout 30s').exitCode).toBe(0);
    expect(kubectl('get pods -l app=web -o name').stdout.trim().split('\n')).toHaveLength(3);
  });

  test('debug adds a container that runs', () => {
    const [pod = ''] = kubectl('get pods -l app=web -o name').stdout.split('\n');
    kubectl(`debug ${pod} --image busybox:1 --container eyes -- sh -c 'echo seen'`);
    const path = '{.status.ephemeralContainerStatuses[0].state.terminated.reason}';
    expect(kubectl(`wait --for=jsonpath='${path}'=Completed ${pod} --timeout 20s`)).toMatchObject({ exitCode: 0 });
    expect(kubectl(`logs ${pod} -c eyes`).stdout).toBe('seen\n');
  });

  test('another image of a running pod restarts its container', () => {
    const [pod = ''] = kubectl('get pods -l app=web -o name').stdout.split('\n');
    expect(kubectl(`set image ${pod} app=busybox:2`).exitCode).toBe(0);
    const restarts = '{.status.containerStatuses[0].restartCount}';
    expect(kubectl(`wait --for=jsonpath='${restarts}'=1 ${pod} --timeout 20s`).exitCode).toBe(0);
  });

  test('delete takes all of it away', () => {
    expect(kubectl('delete deployment web').exitCode).toBe(0);
    expect(kubectl('wait --for=delete pod -l app=web --timeout 30s').exitCode).toBe(0);
    expect(kubectl('get pods').stderr).toMatch(/^(No resources found.*)?\s*$/);
  });
});
