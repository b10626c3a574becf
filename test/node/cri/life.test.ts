import { mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { openTestPod } from './open-test-pod.ts';

const image = 'localhost/busybox:1';
/** Runs until it is told to end. */
const waits = ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'];
const spec = (more: object = {}, pod: object = {}) => ({
  containers: [{ name: 'app', image, command: waits, ...more }],
  ...pod,
});

describeWithContainerd('a pod on containerd', (daemon) => {
  test('lives from its sandbox to its last trace', async () => {
    const pod = await openTestPod(daemon(), spec());
    const { podIp } = await pod.sandbox();
    expect(podIp).toMatch(/^10\./);
    const before = Date.now();
    const id = await pod.start('app');
    expect(await pod.sh(id, 'ip addr show eth0 | grep -o "inet [0-9.]*"')).toBe(`inet ${podIp}`);
    expect(await pod.runtime.inspect()).toMatchObject({
      sandboxes: [{ ready: true, podIp }],
      containers: [{ id, running: true }],
    });
    const ids = daemon().ctr('containers', 'ls', '-q');
    expect(ids).toHaveLength(2);
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 10 });
    const end = await pod.ended(id);
    expect(end).toMatchObject({ exitCode: 0 });
    expect(end.at).toBeGreaterThan(before);
    await pod.runtime.remove(id);
    await pod.runtime.removeAll();
    expect(daemon().remains(ids)).toEqual([]);
  });

  test('is known to the runtime by the names that a kubelet gives', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    await pod.start('app', { attempt: 3 });
    const [labels] = daemon()
      .ctr('containers', 'ls')
      .filter((line) => line.includes('busybox'))
      .map((line) => line.split(/\s+/)[0] ?? '')
      .map((id) => JSON.parse(daemon().ctr('containers', 'info', id).join('\n')).Labels);
    expect(labels).toMatchObject({
      'io.kubernetes.container.name': 'app',
      'io.kubernetes.pod.name': 'pod',
      'io.kubernetes.pod.namespace': 'test',
    });
  });

  test('gets its environment, mounts, working directory, command and arguments', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    const data = join(pod.folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'greeting'), 'good morning');
    const id = await pod.start('app', {
      setup: {
        command: ['sh', '-c'],
        args: ['echo "$WHICH $NAME $(pwd) $(cat /data/greeting)"; touch /data/x || echo read-only; exec sleep 3600'],
        workingDir: '/var',
        env: [['NAME', 'o=o']],
        mounts: [{ hostPath: data, containerPath: '/data', readOnly: true }],
      },
    });
    expect(await pod.sh(id, 'echo $NAME; pwd')).toBe('o=o\n/var');
    await expect
      .poll(() =>
        pod
          .log('app')
          .split('\n')
          .map((line) => line.replace(/^\S+ /, ''))
          // Two pipes: which of them is written down first is up to containerd.
          .toSorted(),
      )
      .toEqual([
        '',
        'stderr F touch: /data/x: Read-only file system',
        'stdout F 1 o=o /var good morning',
        'stdout F read-only',
      ]);
    expect(pod.log('app')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z std(out|err) F /);
  });

  test('knows its own name and the hosts it was told of', async () => {
    const pod = await openTestPod(
      daemon(),
      spec(
        {},
        {
          hostname: 'me',
          dnsPolicy: 'None',
          dnsConfig: { nameservers: ['10.9.9.9'], searches: ['a.b'] },
          hostAliases: [{ ip: '10.1.1.1', hostnames: ['db'] }],
        },
      ),
    );
    const { podIp } = await pod.sandbox();
    const id = await pod.start('app');
    expect(await pod.sh(id, 'hostname; cat /etc/resolv.conf; grep -E "me|db" /etc/hosts')).toBe(
      `me\nsearch a.b\nnameserver 10.9.9.9\n${podIp}\tme\n10.1.1.1\tdb`,
    );
  });

  test('of the machine’s own network has its address and no other', async () => {
    const pod = await openTestPod(daemon(), spec({}, { hostNetwork: true, hostPID: true, hostIPC: true }), {
      options: { hostIp: '127.0.0.7' },
    });
    expect(await pod.sandbox()).toMatchObject({ podIp: '127.0.0.7' });
    const id = await pod.start('app');
    const own = await pod.sh(id, 'for n in net pid ipc; do readlink /proc/self/ns/$n; done');
    expect(own.split('\n')).toEqual(['net', 'pid', 'ipc'].map((name) => readlinkSync(`/proc/self/ns/${name}`)));
  });

  test('shares its processes where it says so, and not where it does not', async () => {
    for (const shareProcessNamespace of [true, false]) {
      const pod = await openTestPod(daemon(), spec({}, { shareProcessNamespace }));
      await pod.sandbox();
      const id = await pod.start('app');
      expect((await pod.sh(id, 'ps -o args')).includes('sleep 2147483647')).toBe(shareProcessNamespace);
    }
  });

  test('lets an ephemeral container see the processes of its target', async () => {
    const ephemeralContainers = [{ name: 'debug', image, command: waits, targetContainerName: 'app' }];
    const pod = await openTestPod(daemon(), spec({ command: ['sleep', '4242'] }, { ephemeralContainers }));
    await pod.sandbox();
    await pod.start('app');
    expect(await pod.sh(await pod.start('debug'), 'ps -o args')).toContain('sleep 4242');
  });

  test('has the sysctls it asks for', async () => {
    const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '42' }];
    const pod = await openTestPod(daemon(), spec({}, { securityContext: { sysctls } }));
    await pod.sandbox();
    expect(await pod.sh(await pod.start('app'), 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start')).toBe('42');
  });
});

describeWithContainerd('a command in a container', (daemon) => {
  test('gives its exit code and what it wrote, of at most 10 KiB', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    const id = await pod.start('app');
    expect(await pod.exec(id, ['sh', '-c', 'echo out; echo err >&2; exit 4'])).toEqual({
      ended: true,
      exitCode: 4,
      output: 'out\nerr\n',
    });
    const long = await pod.exec(id, ['sh', '-c', 'yes | head -c 20000']);
    expect(long.output).toHaveLength(10 * 1024);
  });

  test('is killed when its time is over, or nobody wants it any more', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    const id = await pod.start('app');
    const begun = performance.now();
    expect(await pod.exec(id, ['sleep', '77'], 250)).toMatchObject({ ended: false });
    expect(performance.now() - begun).toBeLessThan(1_000);
    const given = new AbortController();
    const call = pod.runtime.exec(id, { command: ['sleep', '78'], timeoutMs: 60_000, signal: given.signal });
    await expect.poll(() => pod.sh(id, 'ps -o args')).toContain('sleep 78');
    given.abort();
    expect(await call).toMatchObject({ ended: false });
    await expect.poll(() => pod.sh(id, 'ps -o args')).not.toMatch(/sleep 7[78]/);
  });

  test('may take as long as it likes where there is no limit', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    const id = await pod.start('app');
    expect(await pod.exec(id, ['sh', '-c', 'sleep 0.2; echo done'], 0)).toEqual({
      ended: true,
      exitCode: 0,
      output: 'done\n',
    });
  });

  test('holds its caller up until its children have ended, where that is asked for as of a kubelet', async () => {
    for (const lingeringExec of [true, false]) {
      const pod = await openTestPod(daemon(), spec(), { options: { lingeringExec } });
      await pod.sandbox();
      const id = await pod.start('app');
      const begun = performance.now();
      expect(await pod.exec(id, ['sh', '-c', 'sleep 3 & wait'], 1_000)).toEqual({ ended: false, output: '' });
      expect(performance.now() - begun > 2_500).toBe(lingeringExec);
    }
  });

  test('that cannot be run is refused in the runtime’s words', async () => {
    const pod = await openTestPod(daemon(), spec());
    await pod.sandbox();
    const id = await pod.start('app');
    await expect(pod.exec(id, ['no-such'])).rejects.toThrow(
      /^rpc error: code = Unknown desc = failed to exec in container: .*"no-such": executable file not found in \$PATH/,
    );
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 5 });
    await expect(pod.exec(id, ['true'])).rejects.toThrow(
      'rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state',
    );
  });
});
