import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { openTestPod } from './open-test-pod.ts';

const image = 'localhost/busybox:1';
const command = ['sleep', '3600'];

/** What a container says of itself under a security context of its own and one of its pod. */
const cases: readonly Case[] = [
  {
    name: 'runs as root where nobody says otherwise, with few capabilities and all syscalls',
    ask: 'id -u; grep -E "CapEff|NoNewPrivs|Seccomp:" /proc/1/status',
    says: '0\nCapEff:\t00000000a80425fb\nNoNewPrivs:\t0\nSeccomp:\t0',
  },
  {
    name: 'runs as the user and the groups of its pod',
    pod: { runAsUser: 1000, runAsGroup: 3000, supplementalGroups: [4000], fsGroup: 5000 },
    ask: 'id -u; id -g; id -G',
    says: '1000\n3000\n3000 4000 5000',
  },
  {
    name: 'runs as its own user where both say one',
    pod: { runAsUser: 1000, runAsGroup: 3000 },
    own: { runAsUser: 2000 },
    ask: 'id -u; id -g',
    says: '2000\n3000',
  },
  {
    name: 'runs as the image’s user, with a group of its own',
    image: 'localhost/nobody:1',
    own: { runAsGroup: 4242 },
    ask: 'id -u; id -g; pwd',
    says: '65534\n4242\n/tmp',
  },
  {
    name: 'runs as the user that the image names',
    image: 'localhost/named:1',
    ask: 'id -un',
    says: 'guest',
  },
  {
    name: 'cannot write where its root is read-only',
    own: { readOnlyRootFilesystem: true },
    ask: 'touch /x 2>&1',
    says: 'touch: /x: Read-only file system',
  },
  {
    name: 'gains no privileges where it may not',
    own: { allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } },
    ask: 'grep -E "NoNewPrivs|Seccomp:" /proc/1/status',
    says: 'NoNewPrivs:\t1\nSeccomp:\t2',
  },
  {
    name: 'has the capabilities that are left and those that are added',
    own: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
    ask: 'grep CapEff /proc/1/status',
    says: 'CapEff:\t0000000000000400',
  },
  {
    name: 'sees the machine’s devices where it is privileged',
    own: { privileged: true },
    ask: 'test -e /dev/kmsg && echo yes; grep Seccomp: /proc/1/status',
    says: 'yes\nSeccomp:\t0',
  },
  {
    name: 'cannot look at the kernel’s memory, nor change its settings',
    ask: 'wc -c < /proc/keys; echo 1 2>/dev/null > /proc/sys/kernel/panic || echo refused',
    says: '0\nrefused',
  },
];

interface Case {
  readonly name: string;
  readonly image?: string;
  readonly pod?: object;
  readonly own?: object;
  readonly ask: string;
  readonly says: string;
}

describeWithContainerd('who a container is', (daemon) => {
  test.for(cases)('$name', async ({ image: other = image, pod: securityContext, own, ask, says }) => {
    const containers = [{ name: 'app', image: other, command, securityContext: own }];
    const pod = await openTestPod(daemon(), { containers, securityContext });
    await pod.sandbox();
    expect(await pod.sh(await pod.start('app'), ask)).toBe(says);
  });

  test.for([
    [
      'root by its image',
      'localhost/busybox:1',
      {},
      'container has runAsNonRoot and image will run as root (pod: "pod_test',
    ],
    [
      'root by its spec',
      'localhost/nobody:1',
      { runAsUser: 0 },
      'container\'s runAsUser breaks non-root policy (pod: "pod_test',
    ],
    [
      'a name that tells no number',
      'localhost/named:1',
      {},
      'container has runAsNonRoot and image has non-numeric user (guest)',
    ],
  ] as const)('may not be %s where root is refused', async ([, of, own, words]) => {
    const containers = [{ name: 'app', image: of, command, securityContext: { runAsNonRoot: true, ...own } }];
    const pod = await openTestPod(daemon(), { containers });
    await pod.sandbox();
    await expect(pod.start('app')).rejects.toThrow(words);
  });

  test('has no sandbox where it would have more rights than it asks for', async () => {
    const pod = await openTestPod(daemon(), { containers: [{ name: 'app', image, command }], hostUsers: false });
    await expect(pod.sandbox()).rejects.toThrow(/^the pod asks for a user namespace of its own \(hostUsers: false\)/);
  });

  test('may be anybody else where root is refused', async () => {
    const containers = [{ name: 'app', image: 'localhost/nobody:1', securityContext: { runAsNonRoot: true } }];
    const pod = await openTestPod(daemon(), { containers });
    await pod.sandbox();
    expect(await pod.sh(await pod.start('app'), 'id -u')).toBe('65534');
  });
});

describeWithContainerd('what a container may use', (daemon) => {
  test('is in its cgroup: CPU by shares and quota, memory, and its rank among those to be killed', async () => {
    const resources = { requests: { cpu: '250m', memory: '32Mi' }, limits: { cpu: '1500m', memory: '64Mi' } };
    const pod = await openTestPod(daemon(), { containers: [{ name: 'app', image, command, resources }] });
    await pod.sandbox();
    const id = await pod.start('app');
    const v1 = 'cat cpu/cpu.shares cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us memory/memory.limit_in_bytes';
    const v2 = 'cat cpu.weight cpu.max memory.max';
    const read = await pod.sh(id, `cd /sys/fs/cgroup; test -e cpu.max && ${v2} || ${v1}`);
    expect(['256\n150000\n100000\n67108864', '10\n150000 100000\n67108864']).toContain(read);
    const score = Number(await pod.sh(id, 'cat /proc/1/oom_score_adj'));
    expect(score).toBeGreaterThan(900);
    expect(score).toBeLessThan(1000);
  });

  test('is the machine’s port, where it has a hostPort', async () => {
    const port = await freePort();
    const containers = [
      {
        name: 'app',
        image,
        command: ['sh', '-c', 'while :; do echo hello | nc -l -p 8080; done'],
        ports: [{ containerPort: 8080, hostPort: port }, { containerPort: 9 }],
      },
    ];
    const pod = await openTestPod(daemon(), { containers });
    const { podIp } = await pod.sandbox();
    await pod.start('app');
    const gateway = podIp.replace(/\.\d+$/, '.1');
    await expect.poll(() => read(gateway, port), { timeout: 5_000 }).toBe('hello\n');
  });
});

async function read(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, host);
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error) => {
      text = String(error);
    });
    socket.setTimeout(500, () => socket.destroy());
  });
}
