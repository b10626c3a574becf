import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { openTestPod } from './open-test-pod.ts';

const limits = { maxBytes: 200_000, maxFiles: 3 };

describeWithContainerd('the log of a container', (daemon) => {
  test('that says much is turned over while it runs, and only so many are kept', async () => {
    const command = [
      'sh',
      '-c',
      'n=0; while :; do n=$((n+1)); echo "$n ....................................................."; done',
    ];
    const pod = await openTestPod(
      daemon(),
      { containers: [{ name: 'app', image: 'localhost/busybox:1', command }] },
      { options: { logLimits: limits } },
    );
    await pod.sandbox();
    const id = await pod.start('app');
    const folder = join(pod.folder, 'logs', 'app');
    await expect.poll(() => readdirSync(folder).sort(), { timeout: 10_000 }).toEqual(['0.log', '0.log.1', '0.log.2']);
    const oldest = statSync(join(folder, '0.log.2')).ino;
    await expect.poll(() => statSync(join(folder, '0.log.2')).ino, { timeout: 10_000 }).not.toBe(oldest);
    await pod.runtime.stop(id, { signal: 'SIGKILL', graceSeconds: 0 });
    expect(readdirSync(folder).sort()).toEqual(['0.log', '0.log.1', '0.log.2']);
    // Nothing is lost where one file ends and the other begins; containerd may cut a line in two there.
    const text = ['0.log.1', '0.log']
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .map((line) => line.split(' ').slice(3).join(' '))
      .join('');
    const numbers = [...text.matchAll(/(\d+) \.{53}/g)].slice(1).map(([, number]) => Number(number));
    const first = numbers[0] ?? Number.NaN;
    expect(numbers.findIndex((number, index) => number !== first + index)).toBe(-1);
    expect(numbers.length).toBeGreaterThan(1000);
  });
});
