import { expect, test } from 'vitest';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { stoppedMaker } from '../containerd/stopped-maker.ts';
import { folderForTest, openTestPod } from './open-test-pod.ts';

const image = 'localhost/busybox:1';
const app = (command: readonly string[]) => ({ containers: [{ name: 'app', image, command }] });
const waits = ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'];

describeWithContainerd('a runtime that is stopped and started again', (daemon) => {
  test('still has the pod, and tells of what ends afterwards', async () => {
    const pod = await openTestPod(daemon(), app(waits));
    await pod.sandbox();
    const id = await pod.start('app');
    await daemon().halt();
    await expect(pod.exec(id, ['true'], 500)).rejects.toThrow(/^rpc error: code = Unavailable desc = /);
    await daemon().resume();
    await expect.poll(() => pod.exec(id, ['true']).catch(() => undefined)).toMatchObject({ exitCode: 0 });
    await pod.exec(id, ['sh', '-c', 'kill -TERM 1']);
    expect(await pod.ended(id)).toMatchObject({ exitCode: 0 });
  });

  test('tells of what ended while it was away', async () => {
    const pod = await openTestPod(daemon(), app(['sh', '-c', 'sleep 0.5; exit 9']));
    await pod.sandbox();
    const id = await pod.start('app');
    await daemon().halt();
    await new Promise((done) => setTimeout(done, 700));
    await daemon().resume();
    expect(await pod.ended(id)).toMatchObject({ exitCode: 9 });
  });

  test('goes on with a stop that it was in the middle of', async () => {
    const pod = await openTestPod(daemon(), app(['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done']));
    await pod.sandbox();
    const id = await pod.start('app');
    const stopped = pod.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 2 });
    await daemon().halt();
    await daemon().resume();
    await stopped;
    expect(pod.ends).toMatchObject([[id, { exitCode: 137 }]]);
  });

  test('is waited for by who wants to start something', async () => {
    const pod = await openTestPod(daemon(), app(waits));
    await daemon().halt();
    const made = pod.sandbox();
    await daemon().resume();
    expect(await made).toMatchObject({ podIp: expect.stringMatching(/^10\./) });
  });
});

describeWithContainerd('a command that is started anew', (daemon) => {
  test('finds its pod, hears how it ends, and takes it away', async () => {
    const first = await openTestPod(daemon(), {
      containers: [
        { name: 'app', image, command: waits },
        { name: 'done', image, command: ['sh', '-c', 'echo so > /dev/termination-log; exit 5'] },
      ],
    });
    const { id: sandbox, podIp } = await first.sandbox();
    const id = await first.start('app');
    await first.ended(await first.start('done'));
    await first.runtime.release();

    const second = await first.again();
    expect(await second.runtime.inspect()).toEqual({
      sandboxes: [{ id: sandbox, ready: true, podIp }],
      containers: expect.arrayContaining([
        { id, running: true },
        { id: 'done-0', running: false, end: expect.objectContaining({ exitCode: 5, message: 'so\n' }) },
      ]),
    });
    expect(await second.sh(id, 'echo here')).toBe('here');
    await second.start('done', { attempt: 1 });
    await second.runtime.stop(id, { signal: 'SIGTERM', graceSeconds: 5 });
    expect(await second.ended(id)).toMatchObject({ exitCode: 0 });
    expect(first.ends.map(([one]) => one)).toEqual(['done-0']);
    const ids = daemon().ctr('containers', 'ls', '-q');
    await second.runtime.removeAll();
    expect(daemon().remains(ids)).toEqual([]);
  });

  test('hears of an end that came just as it took over', async () => {
    const first = await openTestPod(daemon(), app(['sh', '-c', 'sleep 0.3; exit 6']));
    await first.sandbox();
    const id = await first.start('app');
    await first.runtime.release();
    const second = await first.again();
    const { containers } = await second.runtime.inspect();
    const end = containers[0]?.end ?? (await second.ended(id));
    expect(end).toMatchObject({ exitCode: 6 });
  });

  test('waits for what the runtime is still starting, for a command that is gone, and takes it over', async () => {
    const first = await openTestPod(daemon(), app(waits));
    await first.sandbox();
    const started = first.start('app');
    const making = await stoppedMaker(daemon());
    const second = await first.again();
    setTimeout(() => process.kill(making, 'SIGCONT'), 300);
    expect((await second.runtime.inspect()).containers).toEqual([{ id: 'app-0', running: true }]);
    await started;
  });

  test('finds nothing of another owner', async () => {
    const first = await openTestPod(daemon(), app(waits));
    await first.sandbox();
    await first.start('app');
    const stranger = await first.again({ owner: 'somebody else' }, folderForTest());
    expect(await stranger.runtime.inspect()).toEqual({ sandboxes: [], containers: [] });
    await stranger.runtime.removeAll();
    expect(await first.runtime.inspect()).toMatchObject({ containers: [{ running: true }] });
  });

  test('is not held up by a sandbox and a container whose answers were lost', async () => {
    const first = await openTestPod(daemon(), app(['false']));
    const lost = await first.sandbox();
    await first.ended(await first.start('app'));
    const second = await first.again();
    const made = await second.sandbox();
    expect(made.id).not.toBe(lost.id);
    await second.ended(await second.start('app'));
    // The same name once more, as after a crash between creating and writing it down.
    await second.start('app', { setup: { command: ['true'] } });
    await expect.poll(() => second.ends.map(([, { exitCode }]) => exitCode)).toEqual([1, 0]);
  });
});

describeWithContainerd('a pod that is hit from outside', (daemon) => {
  test('tells that its sandbox is lost', async () => {
    const pod = await openTestPod(daemon(), app(waits));
    const { id } = await pod.sandbox();
    await pod.start('app');
    await pod.runtime.crash('sandbox');
    expect(await pod.lost).toBe(id);
    expect((await pod.runtime.inspect()).sandboxes).toEqual([{ id, ready: false, podIp: '' }]);
    const next = await pod.sandbox(1);
    expect(next.id).not.toBe(id);
  });

  test('tells that one container was killed, and no other', async () => {
    const pod = await openTestPod(daemon(), {
      containers: ['app', 'other'].map((name) => ({ name, image, command: waits })),
    });
    await pod.sandbox();
    await pod.start('app');
    await pod.start('other');
    await pod.runtime.crash({ container: 'app' });
    expect(await pod.ended('app-0')).toMatchObject({ exitCode: 137 });
    expect(pod.ends).toHaveLength(1);
  });

  test('tells all when everything was killed', async () => {
    const pod = await openTestPod(daemon(), app(waits), { options: { pollOnly: true } });
    const { id } = await pod.sandbox();
    await pod.start('app');
    await pod.runtime.crash('everything');
    expect(await pod.ended('app-0')).toMatchObject({ exitCode: 137 });
    expect(await pod.lost).toBe(id);
  });

  test('tells of a container that somebody took away', async () => {
    const pod = await openTestPod(daemon(), app(waits));
    await pod.sandbox();
    const id = await pod.start('app');
    const other = await pod.again();
    await other.runtime.inspect();
    await other.runtime.removeAll();
    expect(await pod.ended(id)).toMatchObject({ exitCode: 137 });
  });
});
