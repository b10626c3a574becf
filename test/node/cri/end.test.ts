import { expect, test } from 'vitest';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { openTestPod, type TestPod } from './open-test-pod.ts';

const image = 'localhost/busybox:1';
const app = (command: readonly string[], more: object = {}) => ({
  containers: [{ name: 'app', image, command, ...more }],
});

/** Both ways to hear of an end. */
const ways = [
  ['by the runtime’s events', {}],
  ['by looking', { pollOnly: true }],
] as const;

describeWithContainerd('the end of a container', (daemon) => {
  test.for(ways)('is told %s as it comes, with its exit code', async ([, options]) => {
    const pod = await openTestPod(daemon(), app(['sh', '-c', 'exit 7']), { options });
    await pod.sandbox();
    const end = await pod.ended(await pod.start('app'));
    expect(end).toMatchObject({ exitCode: 7 });
    expect(end).not.toHaveProperty('reason');
    // Idle it is 20 to 30 ms by events; a machine that runs other tests too is slower.
    expect(Date.now() - end.at).toBeLessThan(1_000);
    expect(await pod.runtime.inspect()).toMatchObject({ containers: [{ id: 'app-0', running: false, end }] });
  });

  test('by a signal is 128 and the signal', async () => {
    const pod = await openTestPod(daemon(), app(['sh', '-c', 'kill -SEGV $(sh -c "echo \\$PPID")']), {});
    await pod.sandbox();
    await pod.start('app', { setup: { command: ['sh', '-c', 'sh -c "kill -SEGV \\$\\$"; exit $?'] } });
    expect(await pod.ended('app-0')).toMatchObject({ exitCode: 139 });
  });

  test('for want of memory says so', async () => {
    const pod = await openTestPod(
      daemon(),
      app(['sh', '-c', 'tail /dev/zero'], { resources: { limits: { memory: '16Mi' } } }),
    );
    await pod.sandbox();
    await pod.start('app');
    expect(await pod.ended('app-0')).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });

  test('leaves a message in its file', async () => {
    const pod = await openTestPod(
      daemon(),
      app(['sh', '-c', 'echo said > /dev/termination-log; exit 1'], { securityContext: { runAsUser: 1000 } }),
    );
    await pod.sandbox();
    await pod.start('app');
    expect(await pod.ended('app-0')).toMatchObject({ exitCode: 1, message: 'said\n' });
  });

  test.for([
    [1, 'last words\n'],
    [0, undefined],
  ] as const)('with code %s leaves the end of its log where it says so: %s', async ([code, message]) => {
    const pod = await openTestPod(
      daemon(),
      app(['sh', '-c', `echo last words; exit ${code}`], { terminationMessagePolicy: 'FallbackToLogsOnError' }),
    );
    await pod.sandbox();
    await pod.start('app');
    expect((await pod.ended('app-0')).message).toBe(message);
  });

  test('that comes before it has begun is a failure to run, in the runtime’s words', async () => {
    const pod = await openTestPod(daemon(), app(['/no/such']));
    await pod.sandbox();
    await expect(pod.start('app')).rejects.toMatchObject({
      stage: 'run',
      message: expect.stringMatching(
        /^failed to create containerd task: .*exec: "\/no\/such": stat \/no\/such: no such file or directory: unknown$/,
      ),
    });
    expect(await pod.runtime.inspect()).toMatchObject({
      containers: [{ running: false, end: { exitCode: 128, reason: 'StartError' } }],
    });
    await pod.runtime.remove('app-0');
    expect(await pod.runtime.inspect()).toMatchObject({ containers: [] });
  });
});

describeWithContainerd('stopping a container', (daemon) => {
  const stubborn = ['sh', '-c', 'trap "" TERM; echo set; while :; do sleep 0.1; done'];
  /** Says which signal it got, by its exit code. */
  const hears = [
    'sh',
    '-c',
    'trap "exit 11" TERM; trap "exit 12" INT; trap "exit 13" USR1; trap "exit 14" QUIT; echo set; while :; do sleep 0.05; done',
  ];

  test('that ends on TERM takes no longer than that, and its end is told first', async () => {
    const pod = await openTestPod(daemon(), app(hears));
    await pod.sandbox();
    const id = await pod.start('app');
    await isSet(pod);
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 30 });
    expect(pod.ends).toMatchObject([[id, { exitCode: 11 }]]);
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 30 });
    expect(pod.ends).toHaveLength(1);
  });

  test('that ignores TERM is killed when the grace is over', async () => {
    const pod = await openTestPod(daemon(), app(stubborn));
    await pod.sandbox();
    const id = await pod.start('app');
    await isSet(pod);
    const begun = performance.now();
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 1 });
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(pod.ends).toMatchObject([[id, { exitCode: 137 }]]);
  });

  test('without grace kills, also one that is being stopped with grace', async () => {
    const pod = await openTestPod(daemon(), app(stubborn));
    await pod.sandbox();
    const id = await pod.start('app');
    await isSet(pod);
    const begun = performance.now();
    const patient = pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 30 });
    await pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 0 });
    await patient;
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(pod.ends).toMatchObject([[id, { exitCode: 137 }]]);
  });

  test.for([
    ['localhost/busybox:1', undefined, 11],
    ['localhost/busybox:1', 'SIGINT', 12],
    ['localhost/busybox:1', 'SIGUSR1', 13],
    ['localhost/nobody:1', undefined, 14],
    ['localhost/nobody:1', 'SIGTERM', 11],
  ] as const)('of %s whose pod says %s sends what ends it with %s', async ([of, stopSignal, exitCode]) => {
    const pod = await openTestPod(
      daemon(),
      app(hears, { image: of, ...(stopSignal && { lifecycle: { stopSignal } }) }),
    );
    await pod.sandbox();
    const id = await pod.start('app');
    await isSet(pod);
    await pod.runtime.stop(id, { signal: stopSignal ?? 'SIGTERM', graceSeconds: 10 });
    expect(pod.ends).toMatchObject([[id, { exitCode }]]);
  });

  test('that does not end on a signal of its own is killed when the grace is over', async () => {
    const pod = await openTestPod(
      daemon(),
      app(['sh', '-c', 'trap "" INT; while :; do sleep 0.1; done'], { lifecycle: { stopSignal: 'SIGINT' } }),
    );
    await pod.sandbox();
    const id = await pod.start('app');
    const begun = performance.now();
    await pod.runtime.stop(id, { signal: 'SIGINT', graceSeconds: 1 });
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(pod.ends).toMatchObject([[id, { exitCode: 137 }]]);
  });

  test('takes its whole sandbox where that is stopped', async () => {
    const pod = await openTestPod(daemon(), app(stubborn));
    const { id: sandbox } = await pod.sandbox();
    const id = await pod.start('app');
    await isSet(pod);
    await pod.runtime.stopSandbox(sandbox);
    expect(await pod.ended(id)).toMatchObject({ exitCode: 137 });
    await pod.runtime.stopSandbox(sandbox);
  });
});

/** A shell that has not yet set its traps would not hear the signal: the kernel drops it for a PID 1 without a handler. */
async function isSet(pod: TestPod): Promise<void> {
  await expect.poll(() => pod.log('app'), { timeout: 10_000 }).toContain('set');
}
