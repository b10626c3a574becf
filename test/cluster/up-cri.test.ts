import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { describeWithContainerd } from '../node/containerd/describe-with-containerd.ts';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { type Called, kubectlOf, startUp, type UpCluster } from './up/start-up.ts';

const isThere = hasKubectl();
if (!isThere && process.env.CI) throw new Error('kubectl is needed in CI: apt-get install kubernetes-client');

/** One container works hard, one hardly; one reads what it is told, one listens where only its own pod gets. */
const POD = `
apiVersion: v1
kind: Pod
metadata: {name: all}
spec:
  terminationGracePeriodSeconds: 0
  automountServiceAccountToken: false
  containers:
  - {name: busy, image: "localhost/busybox:1", command: [sh, -c, "while :; do :; done"]}
  - {name: idle, image: "localhost/busybox:1", command: [sleep, "1000"]}
  - {name: echo, image: "localhost/busybox:1", stdin: true, command: [sh, -c, "while read line; do echo told $line; done; sleep 1000"]}
  - name: web
    image: localhost/busybox:1
    command: [sh, -c, "mkdir /www; echo served > /www/index.html; exec httpd -f -p 127.0.0.1:8080 -h /www"]
`;

/** What kubectl speaks: WebSockets since 1.31, before that, and on demand, SPDY. */
const SPOKEN = [
  ['WebSockets', {}],
  ['SPDY', { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false', KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' }],
] as const;

describeWithContainerd('a real kubectl reaches into containers of outrigger up:', (daemon) => {
  let cluster: UpCluster;
  let kubectl: (line: string, input?: string) => Called;
  /** At a terminal of 30 lines and 90 columns, that has 40 lines and 120 columns after two seconds. */
  const atTerminal = async (line: string, env: object) => {
    const later = '(sleep 2; stty rows 40 cols 120 < /dev/tty) &';
    const child = spawn('script', ['-qec', `stty rows 30 cols 90; ${later} kubectl ${line}`, '/dev/null'], {
      env: { ...process.env, ...env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    const [code] = await once(child, 'close');
    return { lines: printed.split(/\r?\n/), code };
  };

  beforeAll(async () => {
    if (!isThere) return;
    cluster = await startUp(['--driver', 'cri', '--cri', daemon().endpoint]);
    kubectl = kubectlOf(cluster);
    kubectl('apply -f -', POD);
    expect(kubectl('wait --for=condition=Ready pod/all --timeout 30s')).toMatchObject({ exitCode: 0 });
  }, 60_000);
  afterAll(async () => {
    await cluster?.end();
  }, 60_000);

  const patient = { timeout: 60_000, skip: !isThere };

  test.each(SPOKEN)('exec carries input, both outputs and the exit code, over %s', patient, (_, env) => {
    const call = kubectlOf(cluster, env);
    expect(call("exec all -c idle -- sh -c 'echo out; echo err >&2; exit 3'")).toMatchObject({
      stdout: 'out\n',
      stderr: expect.stringMatching(/^err\n(.*\n)?command terminated with exit code 3\n$/),
      exitCode: 3,
    });
    expect(call('exec -i all -c idle -- cat', 'said')).toMatchObject({ stdout: 'said', exitCode: 0 });
    const much = 'x'.repeat(1_000_000);
    expect(call('exec -i all -c idle -- wc -c', much)).toMatchObject({ stdout: '1000000\n', exitCode: 0 });
    const unknown = call('exec all -c idle -- no-such-command');
    expect(unknown.exitCode).not.toBe(0);
    expect(unknown.stderr).toMatch(/exec failed: .*"no-such-command": executable file not found/);
  });

  test.each(SPOKEN)(
    'exec -it has a terminal of the size of the own, also when that changes, over %s',
    patient,
    async (_, env) => {
      const script = 'tty; sleep 1; stty size; trap "stty size; exit 7" WINCH; while :; do sleep 0.1; done';
      const { lines, code } = await atTerminal(`exec -it all -c idle -- sh -c '${script}'`, env);
      expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^\/dev\/pts\/\d$/), '30 90', '40 120']));
      expect(code).toBe(7);
    },
  );

  test('the node tells of its runtime and of the images that are there', patient, () => {
    const { stdout } = kubectl('get nodes -o json');
    const { items } = JSON.parse(stdout) as { readonly items: readonly { readonly status: NodeStatus }[] };
    expect(items[0]?.status.nodeInfo.containerRuntimeVersion).toMatch(/^containerd:\/\/\d+\.\d+/);
    const images = items[0]?.status.images ?? [];
    expect(images.flatMap(({ names }) => names)).toContain('localhost/busybox:1');
    for (const { sizeBytes } of images) expect(sizeBytes).toBeGreaterThan(1000);
  });

  test('attach joins a container with its input and output', patient, async () => {
    const child = spawn('kubectl', ['attach', '-i', 'all', '-c', 'echo'], {
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
    });
    onTestFinished(() => void child.kill());
    const said = new Promise<string>((known) => child.stdout.on('data', (text) => known(String(text))));
    child.stdin.write('this\n');
    expect(await said).toBe('told this\n');
    expect(kubectl('logs all -c echo').stdout).toBe('told this\n');
  });

  test.each(SPOKEN)(
    'port-forward reaches what listens on localhost of the pod alone, over %s',
    patient,
    async (_, env) => {
      const child = spawn('kubectl', ['port-forward', 'pod/all', ':8080', ':9'], {
        env: { ...process.env, ...env, KUBECONFIG: cluster.kubeconfig },
      });
      onTestFinished(() => void child.kill());
      const printed = { out: '', err: '' };
      child.stdout.on('data', (text) => (printed.out += text));
      child.stderr.on('data', (text) => (printed.err += text));
      const ports = () => [...printed.out.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port);
      await expect.poll(ports, { timeout: 10_000 }).toHaveLength(2);
      const [open, closed] = ports();
      expect(await (await fetch(`http://127.0.0.1:${open}/`)).text()).toBe('served\n');
      await expect(fetch(`http://127.0.0.1:${closed}/`)).rejects.toThrow();
      await expect.poll(() => printed.err).toMatch(/error forwarding port 9 to pod .*connection refused/);
    },
  );

  test('top tells the containers of a pod apart', patient, async () => {
    kubectl('top pod all --containers');
    const usage = () =>
      Object.fromEntries(
        kubectl('top pod all --containers --no-headers')
          .stdout.trim()
          .split('\n')
          .map((line) => line.split(/ +/).slice(1, 3)),
      );
    await expect.poll(() => Number.parseInt(usage().busy ?? '0', 10), { timeout: 15_000 }).toBeGreaterThan(100);
    const each = usage();
    expect(Object.keys(each)).toEqual(['busy', 'echo', 'idle', 'web']);
    expect(Number.parseInt(each.idle ?? '', 10)).toBeLessThan(20);
  });
});

interface NodeStatus {
  readonly nodeInfo: { readonly containerRuntimeVersion: string };
  readonly images: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[];
}
